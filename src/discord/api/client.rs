//! The client: of Discord itself, or with `DISCORD_API_URL` of a proxy or a test, and then never of
//! Discord itself.

use std::sync::Arc;
use std::time::Duration;

use reqwest::header::RETRY_AFTER;
use reqwest::{Client, Response};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serenity::all::{ApplicationId, Http, HttpBuilder};
use serenity::http::{LightMethod, Request, Route, StatusCode};
use tokio::sync::watch;
use tokio::time::{Instant, sleep, sleep_until, timeout_at};

use super::backoff::Backoff;
use super::buckets::{Bucket, Buckets, wait_of};
use super::clock::ServerClock;
use super::error::{ApiError, chain};
use super::lanes::Lanes;
use super::retry_limits::RetryLimits;
use crate::environment::{ApiUrl, DiscordAccess};
use crate::figures::{Figures, StatusClass};

/// Discord's own address.
const DISCORD: &str = "https://discord.com";
/// How long reaching the other side may take.
const CONNECT: Duration = Duration::from_secs(4);
/// How long any request may take, whoever waits for it: a last resort behind [`RetryLimits`].
const WHOLE: Duration = Duration::from_secs(30);
/// Discord's code for slow mode, which holds back messages of the bot in one channel alone.
const SLOW_MODE: u64 = 20_016;
/// The first wait before another attempt, and the longest.
const FIRST_BACKOFF: Duration = Duration::from_millis(250);
const LONGEST_BACKOFF: Duration = Duration::from_secs(30);

/// The REST side of Discord.
pub(in crate::discord) struct Api {
    /// Holds the token and the proxy's address.
    http: Http,
    client: Client,
    buckets: Buckets,
    application: watch::Sender<Option<ApplicationId>>,
    clock: ServerClock,
    lanes: Lanes,
    figures: Arc<Figures>,
}

/// A request that can be sent more than once.
#[derive(Clone)]
pub(in crate::discord) struct Call<'a> {
    request: Request<'a>,
    method: &'static str,
    bucket: Bucket,
    /// What it is for, in logs.
    what: &'static str,
}

impl<'a> Call<'a> {
    /// A request without a body. `what` is the route, without what is secret.
    pub(in crate::discord) fn new(
        method: LightMethod,
        route: Route<'a>,
        what: &'static str,
    ) -> Call<'a> {
        let name = match method {
            LightMethod::Delete => "DELETE",
            LightMethod::Get => "GET",
            LightMethod::Patch => "PATCH",
            LightMethod::Post => "POST",
            LightMethod::Put => "PUT",
        };
        let bucket = Bucket::of(name, route);
        Call { request: Request::new(route, method), method: name, bucket, what }
    }

    /// The same with a body.
    pub(in crate::discord) fn body(mut self, body: &impl Serialize) -> Call<'a> {
        let body = serde_json::to_vec(body).expect("what is sent is plain data");
        self.request = self.request.body(Some(body));
        self
    }

    /// The same with a parameter in its address.
    pub(in crate::discord) fn param(mut self, name: &'static str, value: &str) -> Call<'a> {
        self.request = self.request.params(Some(vec![(name, value.to_owned())]));
        self
    }
}

impl Api {
    /// The API that this tells of, its requests counted in these figures.
    pub(in crate::discord) fn new(access: &DiscordAccess, figures: Arc<Figures>) -> Api {
        let client = Client::builder()
            .use_rustls_tls()
            .connect_timeout(CONNECT)
            .timeout(WHOLE)
            .build()
            .expect("the client needs nothing from outside");
        let builder = HttpBuilder::new(access.token.reveal()).client(client.clone());
        let builder = builder.ratelimiter_disabled(true);
        let http = match access.api_url.as_ref().map(ApiUrl::as_str) {
            Some(url) => builder.proxy(url).build(),
            None => builder.build(),
        };
        Api {
            http,
            client,
            buckets: Buckets::default(),
            application: watch::Sender::new(None),
            clock: ServerClock::default(),
            lanes: Lanes::new(),
            figures,
        }
    }

    /// The bot's token, as Discord takes it.
    pub(in crate::discord) fn token(&self) -> &str {
        self.http.token()
    }

    /// Whether requests go to another side than Discord itself.
    pub(in crate::discord) fn is_proxied(&self) -> bool {
        self.http.proxy.is_some()
    }

    /// Discord's clock, as its answers tell it.
    pub(in crate::discord) fn clock(&self) -> &ServerClock {
        &self.clock
    }

    /// The application's id, as soon as Discord has told it.
    pub(in crate::discord) async fn application(&self) -> ApplicationId {
        let mut told = self.application.subscribe();
        loop {
            let id = *told.borrow_and_update();
            if let Some(id) = id {
                return id;
            }
            told.changed().await.expect("the sender is a field of what is borrowed");
        }
    }

    /// Notes the application's id.
    pub(in crate::discord) fn set_application(&self, id: ApplicationId) {
        self.application.send_replace(Some(id));
    }

    /// Sends a request, and sends it again while it fails in a way that passes: Discord is busy (429,
    /// as long as it says), what stands before it is (5xx), or there is no answer.
    ///
    /// # Errors
    /// As the last attempt.
    pub(in crate::discord) async fn send<T: DeserializeOwned>(
        &self,
        call: &Call<'_>,
        retry_limits: RetryLimits,
    ) -> Result<T, ApiError> {
        let mut backoff = Backoff::new(FIRST_BACKOFF);
        let mut is_outcome_unknown = false;
        loop {
            while let Some(free) = self.buckets.free_at(&call.bucket) {
                if free >= retry_limits.deadline {
                    return Err(self.held_back(call, free, is_outcome_unknown));
                }
                sleep_until(free).await;
            }
            let lane = timeout_at(retry_limits.deadline, self.lanes.enter(retry_limits.lane)).await;
            let Ok(lane) = lane else {
                return Err(self.unanswered(call, "no room to send it in time"));
            };
            let until = retry_limits.deadline.min(Instant::now() + retry_limits.attempt);
            let attempt = timeout_at(until, self.attempt(call)).await;
            drop(lane);
            let attempt =
                attempt.unwrap_or_else(|_| Err(self.unanswered(call, "no answer in time")));
            self.figures.requests.attempted(class_of(&attempt));
            let mut error = match attempt {
                Ok(result) => return Ok(result),
                Err(error) => error,
            };
            let mut wait = backoff.next_wait(LONGEST_BACKOFF);
            if let ApiError::Refused { may_repeat, retry_after, .. } = &mut error {
                *may_repeat = is_outcome_unknown;
                wait = retry_after.map_or(wait, |said| said + wait / 10);
            }
            if !error.is_transient() || Instant::now() + wait >= retry_limits.deadline {
                return Err(error);
            }
            tracing::debug!(%error, "a request is sent again");
            self.figures.requests.repeated();
            is_outcome_unknown |= error.is_outcome_unknown();
            sleep(wait).await;
        }
    }

    async fn attempt<T: DeserializeOwned>(&self, call: &Call<'_>) -> Result<T, ApiError> {
        let failed = |error: reqwest::Error| self.unanswered(call, &chain(&error.without_url()));
        let proxy = self.http.proxy.as_deref();
        let request = call.request.clone().build(&self.client, self.token(), proxy);
        let request = request.map_err(|error| self.unanswered(call, &chain(&error)))?;
        let response = request.send().await.map_err(failed)?;
        self.buckets.note(&call.bucket, response.headers());
        self.clock.note(response.headers());
        if !response.status().is_success() {
            return Err(self.refused(call, response).await);
        }
        let body = response.bytes().await.map_err(failed)?;
        let body = if body.is_empty() { b"null" } else { &body[..] };
        serde_json::from_slice(body).map_err(|error| ApiError::Unreadable {
            request: self.name(call),
            cause: error.to_string(),
        })
    }

    async fn refused(&self, call: &Call<'_>, response: Response) -> ApiError {
        /// What Discord says of a refusal.
        #[derive(Default, Deserialize)]
        #[serde(default)]
        struct Said {
            code: u64,
            message: String,
            retry_after: Option<f64>,
            global: bool,
        }
        let status = response.status();
        let header = response.headers().get(RETRY_AFTER);
        let in_header = header.and_then(|value| value.to_str().ok()?.parse::<f64>().ok());
        let is_global = response.headers().contains_key("x-ratelimit-global");
        let body = response.bytes().await.unwrap_or_default();
        let said: Said = serde_json::from_slice(&body).unwrap_or_default();
        let retry_after = said.retry_after.or(in_header).and_then(wait_of);
        if let Some(wait) = retry_after.filter(|_| status == StatusCode::TOO_MANY_REQUESTS) {
            if is_global || said.global {
                self.buckets.hold_all(wait);
            } else if said.code != SLOW_MODE {
                self.buckets.hold(&call.bucket, wait);
            }
        }
        ApiError::Refused {
            request: self.name(call),
            status,
            code: said.code,
            message: said.message.replace(char::is_control, " "),
            retry_after,
            may_repeat: false,
        }
    }

    /// The refusal of a request that is not sent, since Discord wants none before that moment.
    fn held_back(&self, call: &Call<'_>, free: Instant, may_repeat: bool) -> ApiError {
        ApiError::Refused {
            request: self.name(call),
            status: StatusCode::TOO_MANY_REQUESTS,
            code: 0,
            message: "not sent, because Discord said to wait for longer".to_owned(),
            retry_after: Some(free.saturating_duration_since(Instant::now())),
            may_repeat,
        }
    }

    fn unanswered(&self, call: &Call<'_>, cause: &str) -> ApiError {
        ApiError::Unanswered { request: self.name(call), cause: cause.to_owned() }
    }

    fn name(&self, call: &Call<'_>) -> String {
        let address = self.http.proxy.as_deref().unwrap_or(DISCORD);
        format!("{} {} at {address}", call.method, call.what)
    }
}

/// What an attempt was answered with. An answer that cannot be read is one all the same.
fn class_of<T>(attempt: &Result<T, ApiError>) -> StatusClass {
    match attempt {
        Ok(_) | Err(ApiError::Unreadable { .. }) => StatusClass::Status(200),
        Err(ApiError::Refused { status, .. }) => StatusClass::Status(status.as_u16()),
        Err(ApiError::Unanswered { .. }) => StatusClass::NoAnswer,
    }
}
