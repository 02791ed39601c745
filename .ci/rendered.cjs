// Renders recorded messages with discord-markdown-parser, which nobody here wrote, and holds what a reader
// would see against what should be there.
//
// usage: rendered.cjs PARSER MESSAGES REQUESTS FOLDER…
//   PARSER    the package's folder
//   MESSAGES  JSON Lines of messages with what they were found to say: quotes, citations, phrases, links
//   REQUESTS  JSON Lines of requests to Discord: quotes and links in them must stand in the documents
//   FOLDER    documents, with their sources.toml
"use strict";
const fs = require("fs");
const path = require("path");

const [parserFolder, messagesFile, requestsFile, ...folders] = process.argv.slice(2);
const { parse } = require(path.resolve(parserFolder));

const faults = [];
const lines = (file) => fs.readFileSync(file, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));
// White space as one space; direction marks that close what a quote opened are no words.
const plain = (text) => text.replace(/[\u202c\u2069]/gu, "").replace(/\s+/gu, " ").trim();

/** What a reader sees of a tree: text, quotes, links, and every node that should not be there. */
function see(nodes, seen) {
    for (const node of nodes) {
        switch (node.type) {
            case "text":
                seen.text += node.content;
                break;
            case "br":
                seen.text += "\n";
                break;
            // An emoji is shown as a picture of itself.
            case "twemoji":
                seen.text += node.name;
                break;
            case "timestamp":
                seen.text += node.timestamp;
                break;
            case "strong":
                see(node.content, seen);
                break;
            case "link":
                seen.links.push(node.target);
                see(node.content, seen);
                break;
            case "blockQuote": {
                const inner = { text: "", quotes: [], links: [], obeyed: seen.obeyed };
                see(node.content, inner);
                seen.quotes.push(plain(inner.text));
                seen.obeyed.push(...inner.links.map((link) => `a link in a quote: ${link}`), ...inner.quotes.map(() => "a quote in a quote"));
                seen.text += inner.text + "\n";
                break;
            }
            default:
                seen.obeyed.push(`${node.type}: ${JSON.stringify(node).slice(0, 200)}`);
        }
    }
    return seen;
}

const render = (text) => see(parse(text, "extended"), { text: "", quotes: [], links: [], obeyed: [] });

let nMessages = 0;
let nQuotes = 0;
let nLinks = 0;
function count(seen, text) {
    nMessages += 1;
    nQuotes += seen.quotes.length;
    nLinks += seen.links.length;
    for (const obeyed of seen.obeyed) faults.push(`Discord would obey ${obeyed}\n    in ${JSON.stringify(text)}`);
}

// Messages whose words were held against the documents by another reader: this one must read the same.
for (const { text, blocks } of lines(messagesFile)) {
    const seen = render(text);
    count(seen, text);
    const expected = blocks.map((block) => (block.words === undefined ? block.line : `${block.words} [${block.rank}] ${block.citation}`));
    if (plain(seen.text) !== plain(expected.join(" "))) faults.push(`read ${JSON.stringify(plain(seen.text))}\n    expected ${JSON.stringify(plain(expected.join(" ")))}`);
    const quotes = blocks.filter((block) => block.words !== undefined);
    if (JSON.stringify(seen.quotes) !== JSON.stringify(quotes.map((quote) => plain(quote.words)))) faults.push(`quotes ${JSON.stringify(seen.quotes)}\n    in ${JSON.stringify(text)}`);
    if (JSON.stringify(seen.links) !== JSON.stringify(quotes.flatMap((quote) => quote.link ?? []))) faults.push(`links ${JSON.stringify(seen.links)}\n    in ${JSON.stringify(text)}`);
}

// Messages as they went to Discord: every quote is in a document, every link is a document's.
const documents = [];
const addresses = [];
for (const folder of folders) {
    for (const name of fs.readdirSync(folder)) {
        const text = fs.readFileSync(path.join(folder, name), "utf8");
        if (name === "sources.toml") addresses.push(...[...text.matchAll(/^url = "(.*)"$/gmu)].map((match) => match[1]));
        else documents.push(plain(text));
    }
}
const isQuoted = (words) => documents.some((document) => document.includes(words));
for (const { body } of lines(requestsFile)) {
    const message = body?.data ?? body;
    const texts = [message?.content, ...(message?.embeds ?? []).map((embed) => embed.description)].filter(Boolean);
    for (const text of texts) {
        const seen = render(text);
        count(seen, text);
        for (const quote of seen.quotes) {
            const missing = quote.split("[…]").map((piece) => piece.trim()).filter((piece) => !isQuoted(piece));
            faults.push(...missing.map((piece) => `no document has ${JSON.stringify(piece)}`));
        }
        for (const link of seen.links) {
            const [address, directive] = link.split(/#?:~:text=/u);
            if (!addresses.includes(address)) faults.push(`a link to no document's address: ${link}`);
            const ends = (directive ?? "").split(",").filter(Boolean).map(decodeURIComponent);
            faults.push(...ends.filter((end) => !isQuoted(end)).map((end) => `a link to words that no document has: ${end}`));
        }
    }
}

console.log(`${nMessages} messages rendered, ${nQuotes} quotes, ${nLinks} links; ${faults.length} faults`);
if (faults.length > 0 || nMessages < 1000 || nQuotes < 1000 || nLinks < 100) {
    console.log(faults.slice(0, 12).join("\n"));
    process.exit(1);
}
