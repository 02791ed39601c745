//! What comes again, and what comes late: the same interaction, a control under another message, after a
//! restart, after the documents or what may be quoted have changed.

use fake_discord::{Interacting, bits};
use serde_json::json;
use verbatim::feedback::Feedback;

use super::acts::acts;
use super::harbours::{ASKED, Harbours, MANAGER, Who, stranger, tells};
use super::{all, forged};
use crate::bot::record_documents;

/// Votes on the first server: for, against.
fn votes(harbours: &Harbours) -> (u64, u64) {
    let feedback = Feedback::open(harbours.bot.data()).expect("opened");
    let server = harbours.bot.discord.world().guild.get();
    let counts = feedback.counts(Some(server), None).expect("read");
    counts.first().map_or((0, 0), |counts| (counts.helpful, counts.unhelpful))
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_interaction_again_changes_nothing() {
    let harbours = Harbours::ready().await;
    let discord = harbours.bot.discord.clone();
    let voted = discord.interact(forged(&harbours.vote, harbours.on).by(stranger()));
    assert_eq!(harbours.sees(voted).await, ["voted"]);
    let asked = json!([{"name": "question", "type": 3, "value": ASKED}]);
    let asked = harbours.does(Who::Member, Interacting::slash("ask", asked));
    harbours.answer(asked).await;
    let toggle = acts("toggle", &harbours).remove(1).by(stranger()).member_permissions(MANAGER);
    let toggled = discord.interact(toggle);
    assert!(harbours.sees(toggled).await.contains(&"settings"));
    let before = discord.requests().len();
    for id in [voted, asked, toggled, voted] {
        discord.repeat_interaction(id);
    }
    let last = harbours.does(Who::Member, Interacting::slash("sources", serde_json::Value::Null));
    harbours.answer(last).await;
    assert_eq!(discord.requests().len(), before + 1);
    assert_eq!(votes(&harbours), (1, 0));
    harbours.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_control_is_the_same_under_another_message_and_after_a_restart() {
    let mut harbours = Harbours::ready().await;
    harbours.bot = harbours.bot.restart().await;
    harbours.bot.discord.registered("ask").await;
    let elsewhere = harbours.proofs;
    for row in ["quotes", "card", "cite", "nearest", "read after", "catalogue by title"] {
        let (mut here, mut there) = (Vec::new(), Vec::new());
        for act in acts(row, &harbours) {
            let id = harbours.does(Who::Member, act.clone());
            here.extend(harbours.sees(id).await);
            let id = harbours.does(Who::Member, act.on(elsewhere));
            there.extend(harbours.sees(id).await);
        }
        assert_eq!(here, there, "{row}");
        assert!(here.contains(&"open") && !here.contains(&"closed"), "{row}: {here:?}");
    }
    // A vote is for the answer that its control names, under whatever it stands.
    for on in [harbours.on, elsewhere] {
        let id = harbours.bot.discord.interact(forged(&harbours.vote, on).by(stranger()));
        assert_eq!(harbours.sees(id).await, ["voted"]);
    }
    assert_eq!(votes(&harbours), (2, 0));
    harbours.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_has_gone_from_the_documents_is_shown_by_nothing_that_was_made_before() {
    let mut harbours = Harbours::ready().await;
    let own = harbours.named[2].clone();
    let remove = json!([{"name": "remove", "type": 1, "options": [{"name": "name", "type": 3, "value": own}]}]);
    let id = harbours.does(Who::Manager, Interacting::slash("library", remove));
    assert!(harbours.sees(id).await.contains(&"removed"));
    let seeds = harbours.seeds.path().to_path_buf();
    std::fs::remove_file(seeds.join("closed.txt")).expect("removed");
    std::fs::write(seeds.join("open.txt"), "The harbour of Sel opened in 1835.\n")
        .expect("written");
    std::fs::write(seeds.join("sources.toml"), "").expect("written");
    record_documents(&seeds);
    harbours.bot = harbours.bot.restart().await;
    harbours.bot.discord.registered("ask").await;
    let post = harbours.bot.discord.world().forum_post;
    let change =
        ["set", "toggle", "reset", "channel", "settings", "/library add", "/library remove"];
    let mut n_seen = 0;
    for row in all(&harbours) {
        if row == "a modal" || change.contains(&row.as_str()) {
            continue;
        }
        for act in acts(&row, &harbours) {
            let act = act.in_channel(post).by(stranger()).though_not_offered();
            let id = harbours.bot.discord.interact(act.member_permissions(bits::SEND_MESSAGES));
            let answer = harbours.answer(id).await;
            let seen = tells(&answer);
            let is_old = |one: &&str| ["open", "closed", "own"].contains(one);
            assert!(!seen.iter().any(is_old), "{row}: {answer}");
            n_seen += usize::from(answer.to_string().contains("1835"));
        }
    }
    assert!(n_seen > 5, "{n_seen}: what is there now is shown");
    harbours.stop().await;
}
