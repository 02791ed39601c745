//! Words about asking, in English and Russian: greetings, pleas, thanks, and what people say before they
//! come to what they want to know. None of them is about the matter where it stands so.

use std::collections::HashSet;
use std::sync::LazyLock;

const COURTESIES: &str = "hi hello hey heya hiya yo howdy greetings dear good morning afternoon evening day bot guys folks everyone everybody team mates \
    please pls plz kindly thanks thank thx ty tysm tnx cheers appreciate appreciated grateful advance regards best wishes sincerely sorry excuse pardon bother \
    quick short simple basic dumb stupid silly noob newbie newb question questions curious wondering wonder wondered anyone anybody someone somebody \
    know knows tell explain help idea clue hope hoping ask asking asked u ur lol btw fyi lemme gimme wanna want wanted need happen remind answer \
    understand new here sure maybe really hear love learn find figure get give say \
    привет приветик здравствуй здравствуйте добрый доброе доброго день утро вечер ночи дня ребята народ всем коллеги уважаемый уважаемые бот \
    пожалуйста пожалуста плиз плз спасибо спс заранее благодарю благодарен подскажите подскажи подскажете скажите скажи объясните объясни поясните расскажите расскажи помогите помоги помощь \
    нибудь либо знает знаете знаешь знать можете можешь мог могли хочу хотел хотела хотелось узнать понять интересно вопрос вопросик быстрый глупый простой извините простите \
    новичок буду очень надеюсь кто-нибудь";

/// Words of memory and manners, interjections and what the bot is called, which are about asking only
/// where all that stands beside them is.
const ASIDES: &str = "mind remember recall forget forgot forgotten забыл забыла помню помнит вспомнить \
    ok okay um umm uh uhh hmm er ок эм хм ну verbatim";

/// Whoever writes these comes to the end.
const CLOSINGS: &str = "regards wishes cheers sincerely thanks thank thx ty tysm спасибо уважением";

/// Whoever writes these addresses somebody.
const OPENINGS: &str =
    "hi hello hey heya hiya yo howdy dear привет здравствуй здравствуйте уважаемый уважаемые";

/// Words that begin what is asked.
const QUESTION_WORDS: &str = "who who's whom whose what what's when when's where where's why how how's which if whether \
    кто кого кому кем что чего чем когда где куда откуда почему зачем как какой какая какое какие каком какую каких сколько чей чья чьи ли";

/// Orders to whom answers.
const INSTRUCTIONS: &str = "list explain describe show give compare summarize summarise define name tell find enumerate \
    перечисли перечислите назови назовите опиши опишите покажи покажите найди найдите сравни сравните объясни объясните";

/// Adjectives and adverbs of measure, behind "how" or "как", and nouns of measure behind "what" or
/// "какой".
const MEASURES: &str = "many much long old far large big tall high often fast deep wide heavy soon late early close thick expensive \
    долго далеко часто быстро много высоко глубоко дорого широко рано поздно длины длина ширины ширина высоты высота глубины глубина размера размер";

/// Verbs that nearly every sentence could have.
const LIGHT_VERBS: &str = "get gets getting got make makes making use uses using go goes going take takes give gives put want wants need needs work works say says happen happens come comes";

fn set(words: &str) -> HashSet<String> {
    words.split_whitespace().map(super::fold::fold).collect()
}

/// Kinds of words of asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asking {
    /// A word of courtesy, where it is not about the matter.
    Courtesy,
    /// A word that may be one beside others.
    Aside,
    /// A word of farewell and thanks.
    Closing,
    /// A greeting.
    Opening,
    /// A word that begins what is asked.
    QuestionWord,
    /// An order to whom answers, where a question begins with it.
    Instruction,
    /// A word of measure, behind a question word.
    Measure,
    /// A verb that says nearly nothing.
    LightVerb,
}

static SETS: LazyLock<[(Asking, HashSet<String>); 8]> = LazyLock::new(|| {
    [
        (Asking::Courtesy, set(COURTESIES)),
        (Asking::Aside, set(ASIDES)),
        (Asking::Closing, set(CLOSINGS)),
        (Asking::Opening, set(OPENINGS)),
        (Asking::QuestionWord, set(QUESTION_WORDS)),
        (Asking::Instruction, set(INSTRUCTIONS)),
        (Asking::Measure, set(MEASURES)),
        (Asking::LightVerb, set(LIGHT_VERBS)),
    ]
});

/// Whether the folded word is of this kind.
pub fn is(kind: Asking, folded: &str) -> bool {
    SETS.iter().any(|(known, words)| *known == kind && words.contains(folded))
}
