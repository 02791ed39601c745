//! Documents that the managers of a server added from inside Discord: each server's in a folder of its
//! own below the data folder, quoted on that server alone. What they say is read as every document is;
//! here it is only stored, counted and removed.

mod folder;
mod limits;
mod name;
mod store;

pub use limits::Limits;
pub use name::safe_name;
pub use store::{Added, NotAdded, Uploads};
