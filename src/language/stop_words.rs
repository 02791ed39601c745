//! Stop words, which say nothing about what a question asks for: articles, prepositions, pronouns,
//! auxiliaries and the question words themselves. English and Russian, every form written out,
//! compared after folding.

use std::collections::HashSet;
use std::sync::LazyLock;

const ENGLISH: &str = "hello hi hey thanks thank bye okay a about above according after again against all also am an and any are aren't as at be been before \
    being below between both but by can can't could couldn't did didn't do does doesn't doing don't during each else etc \
    for from further had hadn't has hasn't have haven't having he he'd he'll her here hers herself him himself his how i if in into \
    is isn't it it's its itself i'd i'll i'm i've just kind let's like me more most much my myself no nor not of off on once only or other \
    ought our ours out over own please same she should so some such tell than that that's the their theirs them themselves then there \
    these they they'd they're they've this those through to too under until up upon us very was wasn't we we're were weren't what what's whats \
    when when's where where's which while who who's whom whose why will with would you your yours";

const RUSSIAN: &str = "привет здравствуйте спасибо ладно а без более бы был была были было быть в вам вас ваш ведь весь во вот все всего всех вы где да для до его ее если есть еще \
    же за и из или им ими их к как какая какие каким каких какого какое какой каком какому какую ко когда который которая которое которые кем кому кто куда ли лишь \
    между меня мне мы на над нам нас наш не него нее ней нет ни них но о об от откуда они он она оно ото перед по под почему при про \
    с сам свой со сколько так также такой там тем то того той только том тот у уже чего чей чем чему через что чтобы чье чья эта эти это этого этой этом этот я \
    расскажи расскажите скажи скажите пожалуйста";

/// Chinese, Japanese and Thai.
const UNSPACED: &str = "的 了 是 在 吗 呢 吧 啊 什么 谁 哪 哪里 哪儿 几 几点 多少 怎么 怎样 如何 为什么 何时 什么时候 时候 请 请问 有 和 与 我 你 您 他 她 它 我们 这 那 个 \
    は が を に の で と も へ や か ね よ です ます でした ました だ すか 何で いつ どこ 誰 だれ 何 なに なん どう なぜ いくら いくつ どの どれ これ それ この その あの ください \
    ที่ และ ของ เป็น อยู่ คือ ไหม อะไร ใคร เมื่อไหร่ เมื่อไร ไหน ที่ไหน อย่างไร ทำไม กี่ เท่าไร เท่าไหร่ ครับ ค่ะ ใน มี ได้ จะ";

static WORDS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    [ENGLISH, RUSSIAN, UNSPACED]
        .into_iter()
        .flat_map(str::split_whitespace)
        .map(super::fold::fold)
        .collect()
});

/// All of them, folded, in no particular order.
pub fn stop_words() -> impl Iterator<Item = &'static String> {
    WORDS.iter()
}

/// Whether the word, in any case, is a stop word of English or Russian.
pub fn is_stop_word(word: &str) -> bool {
    WORDS.contains(&super::fold::fold(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn question_words_are_stop_words_and_names_are_not() {
        for word in ["When", "the", "What’s", "Какой", "её"] {
            assert!(is_stop_word(word), "{word}");
        }
        for word in ["summit", "Камбоджа", "WHO1"] {
            assert!(!is_stop_word(word), "{word}");
        }
    }
}
