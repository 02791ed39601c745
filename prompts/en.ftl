# Every fixed word that verbatim says to people. Slots: numbers are whole numbers.

## Answers
nothing-found = The documents do not say.
missing-words = { $count ->
    [one] No document has this word:
   *[other] No document has these words:
}
undated = undated
paragraph = paragraph { $number }
differs-from = differs from quote { $number }

## Questions that are none
empty-question = Ask me a question, and I will quote the documents that answer it.
too-long = A question has at most { $limit } characters.
broken = Something broke and this question has no answer. Please ask again.

## Commands
ask-name = ask
ask-description = Ask the documents; the answer is quoted word for word
question-name = question
question-description = What do you want to know?
