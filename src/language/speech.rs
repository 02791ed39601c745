//! Verbs that say who spoke the words before. English and Russian.

const VERBS: &str = "said says asked asks answered answers replied replies cried cries shouted whispered added adds explained explains \
    told tells called wrote writes thought remarked continued noted recalled insisted admitted argued warned announced murmured exclaimed \
    сказал сказала спросил спросила ответил ответила крикнул крикнула воскликнул воскликнула добавил добавила прошептал прошептала \
    подумал подумала заметил заметила пишет говорит отметил отметила пояснил пояснила";

/// Whether the word, in small letters, is such a verb.
pub fn is_verb_of_speech(word: &str) -> bool {
    VERBS.split_whitespace().any(|verb| verb == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_of_speech_are_known_in_two_languages() {
        assert!(is_verb_of_speech("asked") && is_verb_of_speech("ответила"));
        assert!(
            !is_verb_of_speech("walked") && !is_verb_of_speech("Asked") && !is_verb_of_speech("")
        );
    }
}
