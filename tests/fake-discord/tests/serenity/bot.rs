//! A serenity client that hands everything it decoded to the test.

use std::sync::Arc;
use std::time::Duration;

use fake_discord::{FakeDiscord, World};
use serenity::all::{
    ChannelId, Client, CommandInteraction, ComponentInteraction, Context, CreateCommand,
    CreateCommandOption, EventHandler, GatewayIntents, Guild, GuildId, Http, HttpBuilder,
    Interaction, Message, MessageId, MessageUpdateEvent, Ready, ResumedEvent,
};
use serenity::async_trait;
use tokio::sync::Mutex;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::JoinHandle;

/// The intents of a bot that answers commands, mentions and direct messages.
pub const INTENTS: GatewayIntents = GatewayIntents::GUILDS
    .union(GatewayIntents::GUILD_MESSAGES)
    .union(GatewayIntents::DIRECT_MESSAGES);

/// What serenity decoded.
#[derive(Debug)]
pub enum Heard {
    Ready(Box<Ready>),
    Guild,
    Message(Box<Message>),
    Edited(Box<MessageUpdateEvent>),
    Deleted(MessageId),
    Interaction(Box<Interaction>),
    Resumed,
}

struct Reporter(UnboundedSender<Heard>);

impl Reporter {
    fn report(&self, heard: Heard) {
        // The test may be over.
        let _ = self.0.send(heard);
    }
}

#[async_trait]
impl EventHandler for Reporter {
    async fn ready(&self, _: Context, ready: Ready) {
        self.report(Heard::Ready(Box::new(ready)));
    }
    async fn resume(&self, _: Context, _: ResumedEvent) {
        self.report(Heard::Resumed);
    }
    async fn guild_create(&self, _: Context, _: Guild, _: Option<bool>) {
        self.report(Heard::Guild);
    }
    async fn message(&self, _: Context, message: Message) {
        self.report(Heard::Message(Box::new(message)));
    }
    async fn message_update(
        &self,
        _: Context,
        _: Option<Message>,
        _: Option<Message>,
        event: MessageUpdateEvent,
    ) {
        self.report(Heard::Edited(Box::new(event)));
    }
    async fn message_delete(&self, _: Context, _: ChannelId, id: MessageId, _: Option<GuildId>) {
        self.report(Heard::Deleted(id));
    }
    async fn interaction_create(&self, _: Context, interaction: Interaction) {
        self.report(Heard::Interaction(Box::new(interaction)));
    }
}

/// A client that is connected to a fake of its own.
pub struct Bot {
    pub fake: FakeDiscord,
    pub http: Arc<Http>,
    pub cache: Arc<serenity::cache::Cache>,
    heard: Mutex<UnboundedReceiver<Heard>>,
    client: JoinHandle<serenity::Result<()>>,
}

impl Drop for Bot {
    fn drop(&mut self) {
        self.client.abort();
    }
}

impl Bot {
    /// Starts a client with the usual intents, and waits until it has its guild.
    pub async fn start(world: World) -> Bot {
        let bot = Bot::connect(FakeDiscord::start_in(world).await, INTENTS).await;
        bot.fake.ready().await;
        bot.hear(|heard| matches!(heard, Heard::Guild).then_some(())).await;
        bot
    }

    /// Starts a client.
    pub async fn connect(fake: FakeDiscord, intents: GatewayIntents) -> Bot {
        let (sender, heard) = unbounded_channel();
        let mut client = serenity::client::ClientBuilder::new_with_http(http(&fake), intents)
            .event_handler(Reporter(sender))
            .await
            .expect("a client is built");
        assert_eq!(*client.ws_url.lock().await, fake.gateway_url());
        Bot {
            http: Arc::clone(&client.http),
            cache: Arc::clone(&client.cache),
            client: tokio::spawn(async move { Client::start(&mut client).await }),
            heard: Mutex::new(heard),
            fake,
        }
    }

    /// The next thing that the client heard and `wanted` wants; what it does not want is passed
    /// over.
    pub async fn hear<T>(&self, mut wanted: impl FnMut(&Heard) -> Option<T>) -> T {
        let mut heard = self.heard.lock().await;
        let mut passed = Vec::new();
        let waiting = async {
            while let Some(one) = heard.recv().await {
                if let Some(found) = wanted(&one) {
                    return Some(found);
                }
                passed.push(format!("{one:?}"));
            }
            None
        };
        let found = tokio::time::timeout(Duration::from_secs(10), waiting).await;
        match found.ok().flatten() {
            Some(found) => found,
            None => panic!("heard only {passed:#?}"),
        }
    }

    /// The next message that was not written by the client itself.
    pub async fn message(&self) -> Message {
        let own = self.fake.world().bot.get();
        self.hear(|heard| match heard {
            Heard::Message(message) if message.author.id.get() != own => Some((**message).clone()),
            _ => None,
        })
        .await
    }

    /// The next use of a command.
    pub async fn command(&self) -> CommandInteraction {
        self.hear(|heard| match heard {
            Heard::Interaction(any) => any.as_command().cloned(),
            _ => None,
        })
        .await
    }

    /// The next use of a component.
    pub async fn component(&self) -> ComponentInteraction {
        self.hear(|heard| match heard {
            Heard::Interaction(any) => any.as_message_component().cloned(),
            _ => None,
        })
        .await
    }

    /// Registers `/ask` with a completed option, and a message command.
    pub async fn register(&self) {
        use serenity::all::{CommandOptionType, CommandType};
        let question =
            CreateCommandOption::new(CommandOptionType::String, "question", "What to ask")
                .required(true)
                .max_length(200)
                .set_autocomplete(true);
        let commands = vec![
            CreateCommand::new("ask").description("Asks a question").add_option(question),
            CreateCommand::new("Ask about this").kind(CommandType::Message),
        ];
        let registered = self.http.create_global_commands(&commands).await;
        assert_eq!(registered.expect("the commands are accepted").len(), 2);
    }

    /// How the client ended; waits until it does.
    pub async fn end(mut self) -> serenity::Result<()> {
        let ended = tokio::time::timeout(Duration::from_secs(10), &mut self.client);
        ended.await.expect("the client ends").expect("the client's task does not panic")
    }
}

/// A client of the REST API only.
pub fn http(fake: &FakeDiscord) -> Http {
    HttpBuilder::new(fake.token())
        .proxy(fake.url())
        .ratelimiter_disabled(true)
        .application_id(fake.world().application.get().into())
        .build()
}
