# Every fixed word that verbatim says to people. Slots: numbers are whole numbers, times are set by the
# reader's own clock. Names of commands and options: small letters, no spaces, at most 32 characters;
# descriptions: at most 100; buttons: at most 80.

## Answers
nothing-found = The documents do not say.
missing-words = { $count ->
    [one] No document has this word:
   *[other] No document has these words:
}
nothing-found-there = This document does not say.
missing-words-there = { $count ->
    [one] This document does not have this word:
   *[other] This document does not have these words:
}
read-as = Read “{ $word }” as “{ $meant }”.
read-otherwise = Read “{ $word }” as another word.
undated = undated
paragraph = paragraph { $number }
page = page { $number }
differs-from = differs from quote { $number }
next-page = More quotes
previous-page = Back
page-of = Page { $number } of { $count }
show-nearest = Show the nearest passages
nearest = These passages come nearest. They may not answer.
gone = These passages are no longer in the documents. Please ask again.

## Questions that are none
empty-question = Ask me a question, and I will quote the documents that answer it.
greeting = Hello! Ask me a question, and I will quote the documents that answer it.
welcome = You are welcome.
farewell = Goodbye.
greeting-words = hello, hello there, hi, hi there, hey, hey there, greetings, good morning, good afternoon, good evening, good day, how are you, what's up, bot
farewell-words = goodbye, good night, bye, bye bye, see you, see you later
thanks-words = thanks, thank you, thanks a lot, thank you very much, thank you so much, many thanks, thx, ty, cheers, great, great thanks, perfect, good bot, nice, well done, ok thanks, okay thanks
too-long = A question has at most { $limit } characters.
slow-down = You are asking faster than I answer. Ask again { $time }.
slow-down-here = This channel is asking faster than I answer. Ask again { $time }.
unknown-source = There is no such document. Choose one from the list that opens while you type.
stale-button = This button no longer works. Please ask again.
broken = Something broke. Please try again.

## Commands
ask-name = ask
ask-description = Ask the documents; the answer is quoted word for word
question-name = question
question-description = What do you want to know?
source-name = source
source-description = Ask this document only
private-name = private
private-description = Show the answer to me only

## Find sources
find-sources-name = Find sources
sentence-of = Sentence { $number }: “{ $words }”
not-said = No document says this.
no-sentence = This message has no sentence to look for.
first-sentences = { $count ->
    [one] Only the first sentence was looked for.
   *[other] Only the first { $count } sentences were looked for.
}

## Help
help-name = help
help-description = How to ask, with examples
help-what = I answer questions by quoting documents word for word, each quote with its source. I write nothing myself. When the documents do not say, I say so.
help-ask = Use /ask, mention me in a message, or write to me directly. With /ask you can choose one document, or have the answer shown to you only.
help-sources = To see which documents say what somebody wrote, open the menu of the message, then Apps, then Find sources.
help-examples = Try one of these questions:

## About
about-name = about
about-description = Version, documents, and what is kept about you
about-version = This is verbatim { $version }.
about-documents = { $count ->
    [one] There is { $count } document that I quote.
   *[other] I quote { $count } documents.
}
about-indexed = The documents were last read { $time }.
about-model = A small sentence model, which runs on my own machine, helps to choose what is quoted. It compares meanings and writes nothing.
about-kept = I keep no questions and no names. To remove an answer when its question is deleted, I keep the numbers of both messages and of their channel. After { $days } days I forget them.
about-project = The program and its source: { $link }

## Follow-ups
asked-with = { $count ->
    [one] Asked with this word of the question before:
   *[other] Asked with these words of the question before:
}
