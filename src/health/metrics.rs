//! What `/metrics` says: what was counted, and what is looked up at this moment.

use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::gauge::ConstGauge;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::Registry;

use super::process::Process;
use super::state::Health;

/// How the figures are written (OpenMetrics 1.0, "Text Format").
pub(super) const CONTENT_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// All figures as they are now. Reads the index.
pub(super) fn text(health: &Health) -> String {
    let mut registry = Registry::default();
    health.figures.register(&mut registry);
    registry.register(
        "verbatim_build",
        "The version",
        Info::new([("version", env!("CARGO_PKG_VERSION"))]),
    );
    let mut gauge = |name: &str, help: &str, value: Option<u64>| {
        // What is not known is not there.
        if let Some(value) = value {
            let value = i64::try_from(value).unwrap_or(i64::MAX);
            registry.register(name, help, ConstGauge::new(value));
        }
    };
    let count = health.counted.of(&health.library).ok();
    gauge(
        "verbatim_documents",
        "Documents that can be quoted",
        count.map(|it| it.documents as u64),
    );
    gauge("verbatim_units", "Units that can be quoted", count.map(|it| it.units as u64));
    let (age, _) = health.figures.documents.agreed();
    let help = "Seconds since the index agreed with the documents";
    gauge("verbatim_index_age_seconds", help, Some(age.as_secs()));
    let silent = health.figures.gateway.silent_for().as_secs();
    let help = "Seconds since Discord's gateway gave a sign of life";
    gauge("verbatim_gateway_silence_seconds", help, Some(silent));
    let up = health.since.elapsed().as_secs();
    gauge("verbatim_uptime_seconds", "Seconds since the start", Some(up));
    let process = Process::now();
    gauge("process_resident_memory_bytes", "Memory that is held", process.resident_bytes);
    gauge("process_threads", "Threads", process.threads);
    gauge("process_open_fds", "Files and sockets that are open", process.open_files);
    let mut text = String::new();
    encode(&mut text, &registry).expect("writing to a text cannot fail");
    text
}
