//! One library, many processes: the one that keeps it publishes each commit to a **place** (a folder, or
//! a bucket that speaks S3), others follow it there to a copy of their own. What a commit consists of
//! never changes and comes first; one object that names it all comes last, so that whoever reads it finds
//! a whole commit. This folder alone names object_store.

mod error;
mod http;
mod place;
mod remote;
mod publication;
mod vector_packs;
mod publisher;
mod follower;
mod running;

pub use error::PublishError;
pub use follower::{Follower, Step};
pub use place::{Place, PlaceError};
pub use publisher::Publisher;
pub use running::{Running, follow, publish, read_along};
