//! Why an interaction is no command of this version. The operator reads these in the log; the asker
//! is answered by a phrase.

/// What is wrong with a command that Discord sent.
#[derive(Debug, thiserror::Error)]
pub(in crate::discord) enum InvocationError {
    /// There is no command of this name and kind.
    #[error("there is no command \"{command}\"")]
    UnknownCommand {
        /// The name that Discord sent.
        command: String,
    },
    /// The command does not define this option, or with another kind of value.
    #[error("the command \"{command}\" has no option \"{option}\" with such a value")]
    UnknownOption {
        /// The command.
        command: String,
        /// The option that Discord sent.
        option: String,
    },
    /// The command requires this option.
    #[error("the command \"{command}\" came without its option \"{option}\"")]
    MissingOption {
        /// The command.
        command: String,
        /// The option that is missing.
        option: String,
    },
    /// A command on a message came without the message.
    #[error("the command \"{command}\" came without a message")]
    MissingMessage {
        /// The command.
        command: String,
    },
}
