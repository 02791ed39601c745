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
crowded = More people are asking than I can answer. Please ask again in a minute.
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
help-ask = Use { $ask }, mention me in a message, or write to me directly. With { $ask } you can choose one document, or have the answer shown to you only.
help-sources = To see which documents say what somebody wrote, open the menu of the message, then Apps, then Find sources.
help-look-up = To find passages by their words, use { $search }. To see and read the documents, { $sources }. To see whether a quote still stands in its document, { $verify }.
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
about-kept = I keep no questions here, and no names. To remove an answer when its question is deleted, I keep the numbers of both messages and of their channel. After { $days } days I forget them. All that I keep: /privacy show.
about-kept-questions = I keep the questions that are asked here, since this server's managers have switched that on, and no names. What exactly, who can read it, and how you delete yours: /privacy show. To remove an answer when its question is deleted, I also keep the numbers of both messages and of their channel, for { $days } days.
about-project = The program and its source: { $link }

## Under a quote
receipt = proof { $id }
choose-quote = Choose the quote that the buttons are for
read-before = ◀ Before
read-after = After ▶
source-button = Source
cite-button = Cite
footnotes-button = Footnotes
delete-button = Delete
not-helpful-button = Not helpful
first-quotes = First quotes
back-to-quotes = Back to the quotes
place-of = ¶ { $number } of { $count }
places-of = ¶ { $first }–{ $last } of { $count }
footnotes-of = { $count ->
    [one] The footnote of the quote:
   *[other] Footnotes of the quote:
}
changed = The document has changed since this was quoted.
not-yours = Only who asked, and who may manage messages, can delete this.

## Documents
source-card-name = source
source-card-description = What is known of one document, and its text
document-name = name
document-description = Which document?
sources-name = sources
sources-description = All documents that I quote
documents-listed = { $count ->
    [0] There is no document that I quote yet.
    [one] There is { $count } document:
   *[other] There are { $count } documents:
}
open-document = Open a document
by-title = By title
by-date = Newest first
earlier-page = Previous page
later-page = Next page
passages-of = passages: { $count }
changed-on = changed on { $day }
open-section = Open a section
earlier-headings = Earlier headings
later-headings = More headings
read-text = Read

## Search
search-name = search
search-description = Find passages by their words
words-name = words
words-description = All these words; "words together", -without
language-name = language
language-description = Documents in this language only
language-english = English
language-russian = Russian
hits = { $count ->
    [one] { $count } passage has “{ $words }”.
   *[other] { $count } passages have “{ $words }”.
}
hits-at-least = { $count ->
    [one] At least { $count } passage has “{ $words }”.
   *[other] At least { $count } passages have “{ $words }”.
}
hits-some = No passage has all of “{ $words }”. { $count ->
    [one] { $count } has some of it.
   *[other] { $count } have some of it.
}
no-hits = No passage has “{ $words }”.
no-hits-read = Very many passages have the words of “{ $words }”. In those that I read they do not stand together.
empty-search = Type a word to look for.
search-too-long = A search has at most { $limit } characters.

## Proof
verify-name = verify
verify-description = Is a quote still in its document, word for word?
id-name = id
id-description = What stands behind “proof” under the quote
verify-quotes-name = Verify quotes
verified-in-place = Proof { $number }: still word for word in the document, as it was changed last on { $day }.
verified-in-place-there = Proof { $number }: still word for word in its place, though the document was changed on { $day }.
verified-moved = Proof { $number }: the document was changed on { $day }. These words now stand here:
verified-removed = Proof { $number }: the document was changed on { $day } and no longer has these words.
verified-unknown = Proof { $number }: no document here is the one that these words were quoted from.
no-receipt = That is no proof of a quote of mine. It stands behind “proof” under each quote.
no-receipts = This message has no quote with a proof.

## Servers' own documents
library-name = library
library-description = Documents of this server alone
library-add-name = add
library-add-description = Add a document, which I then quote on this server alone
attachment-name = file
attachment-description = txt, md, html, pdf, docx, odt, pptx, epub, srt, vtt or ipynb; at most 25 MB
library-remove-name = remove
library-remove-description = Remove a document that was added here
own-document-description = Which document of this server?
library-added = This document was added:
library-replaced = This document was added, in place of the one whose file had the same name:
library-removed = This document was removed, and is no longer quoted:
library-units = Sentences of it that can be quoted: { $count }.
library-pages = Pages: { $count }.
library-kept = It is quoted on this server alone, and kept until it is removed here. If I am removed from this server, it is deleted { $days } days later.
library-later = The document is stored. It cannot be quoted yet, and will be as soon as it has been read.
library-not-allowed = Who runs me does not allow documents to be added here.
library-busy = Another document of this server is being read. Please wait until it is done.
library-too-large = A file has at most { $limit } MB.
library-too-many = A server has at most { $limit } documents of its own. Remove one first.
library-too-much = The documents of a server have at most { $limit } MB together. Remove one first.
library-cannot-store = The document cannot be stored at the moment. Who runs me can say why.
library-not-fetched = The file could not be had from Discord. Please try again.
pages-without-text = { $count ->
    [one] Page { $first } has no text, and is left out: it is a picture, or damaged.
   *[other] { $count } pages have no text, and are left out: pictures, or damaged. The first is page { $first }.
}
pages-illegible = { $count ->
    [one] On page { $first } the file does not tell all its letters. These lines are left out.
   *[other] On { $count } pages the file does not tell all its letters. These lines are left out. The first is page { $first }.
}
chapters-left-out = { $count ->
    [one] { $count } chapter is damaged, and is left out.
   *[other] { $count } chapters are damaged, and are left out.
}
unread-format = I cannot read files of this kind. I read txt, md, html, pdf, docx, odt, pptx, epub, srt, vtt and ipynb.
unread-old-office = This is an old or a locked Office file. Save it as docx, without a password.
unread-spreadsheet = This is a spreadsheet. Save it as a table in an md or html file.
unread-latex = This is LaTeX. Make a pdf of it.
unread-rtf = This is an rtf file. Save it as docx.
unread-other-content = This file is not what its name says.
unread-archive = This is an archive. Unpack it, and add the documents in it.
unread-locked = This document is locked. Save it without a password.
unread-no-text = This file holds no text.
unread-encoding = The letters of this file cannot be told. Save it as UTF-8.
unread-empty = This file is empty.
unread-too-much = This document is too large to be read. Cut it into several.
unread-too-many-pages = A document has at most { $limit } pages. Cut it into several.
unread-no-main-content = This web page has no main text.
unread-pictures = The pages of this document are pictures, or damaged. Text recognition may help.
unread-fonts = This file does not tell its letters, or tells them wrongly. Text recognition may help.
unread-damaged = This file is damaged.
unread-over-limits = This file is damaged, or takes too long to read.
unread-nothing-quotable = This document has no sentence that can be quoted.

## Servers
joined = Hello! I answer questions by quoting documents word for word, each quote with its source. Use { $ask }, or mention me in a message. Examples are in { $help }.
presence-quoting = { $count ->
    [one] Quoting one document
   *[other] Quoting { $count } documents
}

## Follow-ups
asked-with = { $count ->
    [one] Asked with this word of the question before:
   *[other] Asked with these words of the question before:
}

## Settings
settings-name = settings
settings-description = What holds on this server and in its channels; for who may manage it
not-served = Whoever runs me does not serve this server.
on-servers-only = This can be done only on a server that I was added to.
not-manager = Only who may manage this server can do this.
not-kept = I cannot keep this now. Whoever runs me finds the reason in the log.
settings-of-server = What holds on this server. Choose a setting to change it, or a channel to give it rules of its own.
settings-of-channel = What holds in the channel that the menu names, and in its threads.
set-here = Set here:
as-on-server = As on the server:
as-everywhere = As everywhere:
content-refused = Discord does not tell me what messages say that do not mention me. Whoever runs me has to allow it: Message Content Intent, on the page of the application.
choose-setting = Change a setting
choose-value = Choose how it shall be
choose-documents = Choose what may be quoted, one after the other
choose-channel = Choose a channel
server-button = To the server
reset-button = Take back all that is set here
unset-for-channel = As on the server
unset-for-server = As everywhere
added-documents = Documents that were added here
mentions-setting = Mentions
mentions-answered = Messages that mention me are answered.
mentions-ignored = Messages that mention me are not answered.
unasked-setting = Questions without a mention
unasked-answered = Questions need no mention: they are answered where I am quite sure.
unasked-ignored = Only questions that mention me are answered.
answers-in-setting = Where answers stand
answers-in-replies = The answer to a message stands below it.
answers-in-threads = The answer to a message gets a thread of its own.
private-setting = Who sees answers to commands
private-by-default = Only the asker sees the answer to a command, unless the asker says otherwise.
public-by-default = Everybody sees the answer to a command, unless the asker says otherwise.
language-setting = My language
language-as-asked = My own words are in the language of the question.
always-english = My own words are in English.
always-russian = My own words are in Russian.
documents-setting = Documents
all-documents = All documents may be quoted.
chosen-documents = { $count ->
    [0] No document may be quoted.
    [one] One document or folder may be quoted.
   *[other] { $count } documents and folders may be quoted.
}
pace-setting = How often people may ask
pace-of = { $count ->
    [one] Each person may ask one question, and
   *[other] Each person may ask { $count } questions at once, and
} { $seconds ->
    [one] another one every second.
   *[other] another one every { $seconds } seconds.
}
keeps-questions-setting = Keeping questions
questions-kept = The texts of questions are kept for whoever runs me.
questions-not-kept = The texts of questions are not kept.

## Feedback
vote-noted = Noted, thank you. Press it again to take it back.
vote-changed = Changed. Press it again to take it back.
vote-taken-back = Taken back.
vote-not-kept = I cannot keep votes at present.
privacy-name = privacy
privacy-description = What is kept about you, and how to delete it
privacy-show-name = show
privacy-show-description = What is kept about you here
privacy-delete-name = delete
privacy-delete-description = Delete your votes and your kept questions, in all servers
privacy-messages = Messages: to change or remove an answer with its question, I keep the numbers of both messages and of their channel, for { $days } days.
privacy-counts = Counts: I count for each server and day how many questions were answered and how many were not, for { $days } days.
privacy-votes = Votes: if you vote for or against an answer, I keep your number in Discord, your vote, its day and server, for { $days } days.
privacy-questions = Questions: this server's managers have switched on that I keep the questions asked here. I keep the text, your number in Discord, the channel, the day and the quotes that I showed, for { $days } days or until you delete the message.
privacy-no-questions = Questions: I do not keep the questions that are asked here.
privacy-readers = Only who runs this bot can read any of it. They may keep a well answered question as a test; it then has no number of yours and stays until they remove it.
privacy-deleting = To delete your votes and your kept questions, in all servers: /privacy delete.
privacy-deleted = Deleted. Votes: { $votes }. Kept questions: { $questions }. Tests that were made of your questions stay; nothing in them leads to you.
privacy-not-deleted = I could not delete anything, since I cannot write at present. Please tell who runs this bot.
