//! Function words, months and number words, each with its attributes. English and Russian, compared
//! after folding.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::attributes::Attribute;
use super::stop_words;

/// Each trait with the words that have it.
const LISTS: &[(Attribute, &str)] = &[
    (
        Attribute::Anaphor,
        "he she it this these those they his her its their such him them он она оно они это этот эта эти его ее их него нее них этого этой этих тот та те",
    ),
    (
        Attribute::Causal,
        "because due since thanks thus therefore hence owing caused causes cause reason reasons result results resulted order allow allows allowed led \
         так потому поскольку из-за благодаря чтобы вследствие ввиду причина причины причиной поэтому",
    ),
    (
        Attribute::Copula,
        "is are was were be been being known called named means refers defined termed considered является являются являлся являлась это представляет называют \
         называется называются был была было были назван означает",
    ),
    (Attribute::Article, "a an the"),
    (Attribute::Of, "of"),
    (Attribute::Locative, "in at on near within into from в во на у из при"),
    (Attribute::AgentMarker, "by от"),
    (Attribute::To, "to toward towards к ко до"),
    (Attribute::Conjunction, "and or & и или"),
    (Attribute::For, "for для"),
    (Attribute::As, "as как"),
    (Attribute::With, "with с со"),
    (
        Attribute::Subordinator,
        "that which who whom whose where when while что который которая которое которые чей где когда",
    ),
    (
        Attribute::Month,
        "january february march april may june july august september october november december jan feb mar apr aug sept sep oct nov dec \
         январь января январе февраль февраля феврале март марта марте апрель апреля апреле май мая мае июнь июня июне июль июля июле август августа \
         августе сентябрь сентября сентябре октябрь октября октябре ноябрь ноября ноябре декабрь декабря декабре",
    ),
    (
        Attribute::NumberWord,
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty \
         fifty sixty seventy eighty ninety hundred hundreds thousand thousands million millions billion billions trillion dozen dozens half quarter third \
         один одна одно два две три четыре пять шесть семь восемь девять десять двадцать тридцать сорок пятьдесят сто тысяча тысячи тысяч миллион \
         миллиона миллионов миллиард миллиарда миллиардов половина треть четверть",
    ),
];

static WORDS: LazyLock<FxHashMap<String, u32>> = LazyLock::new(|| {
    let mut words: FxHashMap<String, u32> = FxHashMap::default();
    for (has, list) in LISTS {
        for word in list.split_whitespace() {
            *words.entry(super::fold::fold(word)).or_default() |= has.bit();
        }
    }
    for word in stop_words::stop_words() {
        *words.entry(word.clone()).or_default() |= Attribute::StopWord.bit();
    }
    words
});

/// The attributes of a folded word, as bits of [`Attribute`].
pub(super) fn bits(folded: &str) -> u32 {
    WORDS.get(folded).copied().unwrap_or(0)
}
