//! Enums whose variants have names and numbers: a learned weight belongs to a name in the data
//! file, and to a number in the code.

/// An enum without data, with the names of its variants in order.
macro_rules! named_enum {
    ($(#[$attribute:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident,)* }) => {
        $(#[$attribute])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(usize)]
        pub enum $name { $($(#[$doc])* $variant,)* }

        impl $name {
            /// The names of the variants, in order.
            pub const NAMES: &'static [&'static str] = &[$(stringify!($variant),)*];
            /// How many variants there are.
            pub const N: usize = Self::NAMES.len();
        }
    };
}

pub(super) use named_enum;
