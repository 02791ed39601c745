//! The tables that settings are kept in. Numbers of Discord's are 64 bits without a sign.

use std::collections::BTreeMap;
use std::sync::Arc;

use crc32fast::Hasher;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, params};

use super::place::PlaceSettings;
use super::rows;
use super::server::ServerSettings;
use crate::database::{Durability, Form};

/// Channel 0 stands for the server itself: Discord gives no such number.
pub(super) static FORM: Form = Form {
    file: "settings.sqlite",
    table: "setting",
    steps: &[
        "CREATE TABLE setting (server INTEGER NOT NULL, channel INTEGER NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (server, channel, name)) WITHOUT ROWID",
        // Unix time in seconds at which the bot was seen to have left a server.
        "CREATE TABLE left_server (server INTEGER PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID",
        // CRC-32 of all rows of both, since SQLite notices no changed byte of a row; NULL as long as
        // nothing was sealed.
        "CREATE TABLE seal (crc INTEGER); INSERT INTO seal VALUES (NULL)",
    ],
    durability: Durability::Kept,
    loss: "what was set for servers and channels is then lost",
};

/// A row that is none that this version writes.
#[derive(Debug)]
pub(super) struct BadRow {
    /// The server's number.
    pub server: u64,
    /// The channel's; 0 for the server itself.
    pub channel: u64,
    /// What is wrong with which setting.
    pub problem: String,
}

/// All settings, by the server's number.
///
/// # Errors
/// When the table cannot be read, or a row is none that this version writes.
pub(super) fn read(
    connection: &Connection,
) -> rusqlite::Result<Result<BTreeMap<u64, Arc<ServerSettings>>, BadRow>> {
    let mut of_place: BTreeMap<(u64, u64), Vec<rows::Row>> = BTreeMap::new();
    let mut read = || -> rusqlite::Result<()> {
        let mut all = connection.prepare("SELECT server, channel, name, value FROM setting")?;
        let mut found = all.query([])?;
        while let Some(row) = found.next()? {
            let place = (row.get::<_, i64>(0)? as u64, row.get::<_, i64>(1)? as u64);
            of_place.entry(place).or_default().push((row.get(2)?, row.get(3)?));
        }
        Ok(())
    };
    read()?;
    let mut servers: BTreeMap<u64, ServerSettings> = BTreeMap::new();
    for ((server, channel), found) in of_place {
        let settings = match rows::settings(found) {
            Ok(settings) => settings,
            Err(problem) => return Ok(Err(BadRow { server, channel, problem })),
        };
        let of_server = servers.entry(server).or_default();
        match channel {
            0 => of_server.server = settings,
            channel => drop(of_server.channels.insert(channel, settings)),
        }
    }
    Ok(Ok(servers.into_iter().map(|(server, settings)| (server, Arc::new(settings))).collect()))
}

/// Whether the rows are those that were sealed; `None` where nothing was sealed yet.
pub(super) fn is_sealed(connection: &Connection) -> rusqlite::Result<Option<bool>> {
    let seal: Option<i64> = connection.query_row("SELECT crc FROM seal", [], |row| row.get(0))?;
    seal.map(|seal| Ok(seal == crc(connection)?)).transpose()
}

/// Seals the rows as they are.
pub(super) fn seal(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute("UPDATE seal SET crc = ?1", [crc(connection)?]).map(|_| ())
}

fn crc(connection: &Connection) -> rusqlite::Result<i64> {
    let mut hasher = Hasher::new();
    for (rows, n_columns) in [
        ("SELECT server, channel, name, value FROM setting ORDER BY server, channel, name", 4),
        ("SELECT server, at FROM left_server ORDER BY server", 2),
    ] {
        let mut all = connection.prepare(rows)?;
        let mut found = all.query([])?;
        while let Some(row) = found.next()? {
            for column in 0..n_columns {
                match row.get_ref(column)? {
                    ValueRef::Integer(number) => hasher.update(&number.to_le_bytes()),
                    ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
                        // With its length, so that no byte can move from one value to the next.
                        hasher.update(&(bytes.len() as u64).to_le_bytes());
                        hasher.update(bytes);
                    }
                    ValueRef::Null | ValueRef::Real(_) => hasher.update(b"another kind"),
                }
            }
        }
        hasher.update(b"|");
    }
    Ok(i64::from(hasher.finalize()))
}

/// Moves SQLite's log of changes into the file, so that all of them stand in one place.
pub(super) fn move_log(connection: &Connection) -> rusqlite::Result<()> {
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
}

/// Puts settings in the place of what is set for a place: a server and a channel, 0 for the server
/// itself.
pub(super) fn replace(
    connection: &Connection,
    (server, channel): (u64, u64),
    settings: &PlaceSettings,
) -> rusqlite::Result<()> {
    let place = [stored(server), stored(channel)];
    connection.execute("DELETE FROM setting WHERE server = ?1 AND channel = ?2", place)?;
    for (name, value) in rows::rows(settings) {
        connection.execute(
            "INSERT INTO setting VALUES (?1, ?2, ?3, ?4)",
            params![stored(server), stored(channel), name, value],
        )?;
    }
    Ok(())
}

/// SQLite's count of what other connections changed.
pub(super) fn version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, "data_version", |row| row.get(0))
}

/// Takes away all that is set anywhere.
pub(super) fn clear(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute("DELETE FROM setting", []).map(|_| ())
}

/// Notes that the bot is in a server.
pub(super) fn note_there(connection: &Connection, server: u64) -> rusqlite::Result<()> {
    connection.execute("DELETE FROM left_server WHERE server = ?1", [stored(server)]).map(|_| ())
}

/// Since when the bot has not been in a server: since now, if that was not noted before. Unix time in
/// seconds.
pub(super) fn left_since(connection: &Connection, server: u64, now: i64) -> rusqlite::Result<i64> {
    let server = stored(server);
    connection.execute("INSERT OR IGNORE INTO left_server VALUES (?1, ?2)", [server, now])?;
    connection.query_row("SELECT at FROM left_server WHERE server = ?1", [server], |row| row.get(0))
}

/// Forgets a server.
pub(super) fn forget(connection: &Connection, server: u64) -> rusqlite::Result<()> {
    let server = [stored(server)];
    connection.execute("DELETE FROM setting WHERE server = ?1", server)?;
    connection.execute("DELETE FROM left_server WHERE server = ?1", server).map(|_| ())
}

/// SQLite's integers have a sign; Discord's numbers will need that bit in the year 2084.
fn stored(number: u64) -> i64 {
    number as i64
}
