//! The commands that the bot registered, globally and for the guild.

use serde_json::{Value, json};

use super::Answer;
use super::route::unknown;
use crate::checks;
use crate::objects::put;
use crate::state::State;
use crate::world::World;

/// All registered commands, as Discord answers them.
#[derive(Debug, Default)]
pub(crate) struct Commands {
    global: Vec<Value>,
    of_guild: Vec<Value>,
}

impl Commands {
    /// All of them, the guild's first, as a guild shows them.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Value> {
        self.of_guild.iter().chain(&self.global)
    }

    /// The command of this kind and name.
    pub(crate) fn find(&self, kind: u64, name: &str) -> Option<&Value> {
        self.all().find(|command| command["type"] == json!(kind) && command["name"] == json!(name))
    }

    fn list(&mut self, is_global: bool) -> &mut Vec<Value> {
        if is_global { &mut self.global } else { &mut self.of_guild }
    }
}

/// Answers the routes below `applications/{id}`.
pub(crate) fn route(
    world: &World,
    state: &mut State,
    method: &str,
    route: &[&str],
    body: &Value,
) -> Result<Answer, Answer> {
    let guild = world.guild.to_string();
    let (is_global, rest) = match route {
        ["commands", rest @ ..] => (true, rest),
        ["guilds", id, "commands", rest @ ..] if *id == guild => (false, rest),
        ["guilds", _, "commands", ..] => {
            return Err(Answer::refused(403, 50001, "Missing Access"));
        }
        _ => return Ok(unknown()),
    };
    match (method, rest) {
        ("GET", []) => Ok(Answer::json(200, json!(state.commands.list(is_global)))),
        ("PUT", []) => replace(world, state, is_global, body),
        ("POST", []) => create(world, state, is_global, body),
        ("GET", [id]) => {
            let place = place(state, is_global, id)?;
            let found = state.commands.list(is_global)[place].clone();
            Ok(Answer::json(200, found))
        }
        ("PATCH", [id]) => {
            let place = place(state, is_global, id)?;
            let mut changed = state.commands.list(is_global)[place].clone();
            for (field, value) in body.as_object().into_iter().flatten() {
                put(&mut changed, field, value.clone());
            }
            put(&mut changed, "version", json!(state.ids.next().to_string()));
            checks::command(&changed).map_err(Answer::invalid)?;
            state.commands.list(is_global)[place] = changed.clone();
            Ok(Answer::json(200, changed))
        }
        ("DELETE", [id]) => {
            let place = place(state, is_global, id)?;
            state.commands.list(is_global).remove(place);
            Ok(Answer::empty())
        }
        _ => Ok(unknown()),
    }
}

fn replace(
    world: &World,
    state: &mut State,
    is_global: bool,
    body: &Value,
) -> Result<Answer, Answer> {
    let bodies =
        body.as_array().ok_or_else(|| Answer::invalid("a list of commands is required"))?;
    let commands: Vec<Value> =
        bodies.iter().map(|body| complete(world, state, is_global, body)).collect();
    checks::commands(&commands).map_err(Answer::invalid)?;
    state.commands.list(is_global).clone_from(&commands);
    Ok(Answer::json(200, Value::Array(commands)))
}

fn create(
    world: &World,
    state: &mut State,
    is_global: bool,
    body: &Value,
) -> Result<Answer, Answer> {
    let command = complete(world, state, is_global, body);
    checks::command(&command).map_err(Answer::invalid)?;
    let list = state.commands.list(is_global);
    let before = list.len();
    list.retain(|found| found["id"] != command["id"]);
    let status = if list.len() < before { 200 } else { 201 };
    list.push(command.clone());
    Ok(Answer::json(status, command))
}

/// The command object that Discord makes of a body. A command that was registered under the same
/// name keeps its id.
fn complete(world: &World, state: &mut State, is_global: bool, body: &Value) -> Value {
    let mut command = json!({
        "type": 1,
        "description": "",
        "options": [],
        "nsfw": false,
        "default_member_permissions": null,
        "dm_permission": true,
        "contexts": null,
        "integration_types": [0],
        "name_localizations": null,
        "description_localizations": null,
    });
    for (field, value) in body.as_object().into_iter().flatten() {
        put(&mut command, field, value.clone());
    }
    let is_same =
        |found: &&Value| found["type"] == command["type"] && found["name"] == command["name"];
    let known = state.commands.list(is_global).iter().find(is_same).cloned();
    let id =
        known.map_or_else(|| json!(state.ids.next().to_string()), |mut known| known["id"].take());
    put(&mut command, "id", id);
    put(&mut command, "version", json!(state.ids.next().to_string()));
    put(&mut command, "application_id", json!(world.application.to_string()));
    if !is_global {
        put(&mut command, "guild_id", json!(world.guild.to_string()));
    }
    command
}

fn place(state: &mut State, is_global: bool, id: &str) -> Result<usize, Answer> {
    state
        .commands
        .list(is_global)
        .iter()
        .position(|command| command["id"] == json!(id))
        .ok_or_else(|| Answer::refused(404, 10063, "Unknown application command"))
}
