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
// What slash commands are called, among other names.
const names = [...fs.readFileSync("prompts/en.ftl", "utf8").matchAll(/^[a-z-]+-name = (.*)$/gmu)].map((match) => match[1]);
const lines = (file) => fs.readFileSync(file, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));
// White space as one space; direction marks that close what a quote opened are no words.
const plain = (text) => text.replace(/[\u202c\u2069]/gu, "").replace(/\s+/gu, " ").trim();

const nothing = (obeyed) => ({ text: "", lines: [], quotes: [], links: [], leads: [], codes: [], obeyed });

/** What a reader sees of a tree: text, quotes, links, words in italics, code, and every node that should not be there. */
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
            // A command that a click begins.
            case "slashCommand":
                if (!names.includes(node.fullName)) seen.obeyed.push(`a mention of no command: ${node.fullName}`);
                seen.text += `/${node.fullName}`;
                break;
            // A receipt, set so that it can be copied.
            case "inlineCode":
                if (!/^[A-Za-z0-9_-]{20,64}$/u.test(node.content)) seen.obeyed.push(`code: ${node.content}`);
                seen.text += node.content;
                break;
            case "strong":
                see(node.content, seen);
                break;
            case "link":
                seen.links.push(node.target);
                see(node.content, seen);
                break;
            // Only what introduces a quote is set so.
            case "em": {
                const inner = see(node.content, nothing(seen.obeyed));
                seen.leads.push(plain(inner.text));
                seen.text += inner.text;
                break;
            }
            // White space as it is; nothing in it is read.
            case "codeBlock":
                seen.codes.push([node.lang, node.content]);
                seen.text += node.content;
                break;
            case "blockQuote": {
                const inner = see(node.content, nothing(seen.obeyed));
                seen.quotes.push(plain(inner.text));
                seen.lines.push(inner.text.split("\n"));
                seen.codes.push(...inner.codes);
                seen.leads.push(...inner.leads);
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

const render = (text) => see(parse(text, "extended"), nothing([]));
/** What a reader should see of a quote. The signs of a list are read as text by this parser. */
const shown = (lines) => lines.map(({ kind, text }) => (kind === "Item" ? `- ${text}` : kind === "Fence" ? "" : text)).join(" ");
/** Each block of code with its language. */
function codes(lines) {
    const found = [];
    let isOpen = false;
    for (const { kind, text } of lines) {
        if (kind === "Fence" && !isOpen) found.push([text, []]);
        if (kind === "Fence") isOpen = !isOpen;
        if (kind === "Code") found.at(-1)[1].push(text);
    }
    // This parser reads a tab as four spaces.
    return found.map(([language, code]) => [language, code.join("\n").replaceAll("\t", "    ")]);
}

let nMessages = 0;
let nQuotes = 0;
let nLinks = 0;
let nCodes = 0;
let nLeads = 0;
function count(seen, text) {
    nMessages += 1;
    nQuotes += seen.quotes.length;
    nLinks += seen.links.length;
    nCodes += seen.codes.length;
    nLeads += seen.leads.length;
    for (const obeyed of seen.obeyed) faults.push(`Discord would obey ${obeyed}\n    in ${JSON.stringify(text)}`);
}

// Messages whose words were held against the documents by another reader: this one must read the same.
for (const { text, blocks } of lines(messagesFile)) {
    const seen = render(text);
    count(seen, text);
    const expected = blocks.map((block) => (block.lines === undefined ? block.line : block.rank === undefined ? shown(block.lines) : `${shown(block.lines)} [${block.rank}] ${block.citation}`));
    if (plain(seen.text) !== plain(expected.join(" "))) faults.push(`read ${JSON.stringify(plain(seen.text))}\n    expected ${JSON.stringify(plain(expected.join(" ")))}`);
    const quotes = blocks.filter((block) => block.lines !== undefined);
    if (JSON.stringify(seen.codes) !== JSON.stringify(quotes.flatMap((quote) => codes(quote.lines)))) faults.push(`code ${JSON.stringify(seen.codes)}\n    in ${JSON.stringify(text)}`);
    const leads = quotes.flatMap((quote) => quote.lines.filter((line) => line.kind === "Lead").map((line) => plain(line.text)));
    if (JSON.stringify(seen.leads) !== JSON.stringify(leads)) faults.push(`in italics ${JSON.stringify(seen.leads)}\n    in ${JSON.stringify(text)}`);
    if (JSON.stringify(seen.quotes) !== JSON.stringify(quotes.map((quote) => plain(shown(quote.lines))))) faults.push(`quotes ${JSON.stringify(seen.quotes)}\n    in ${JSON.stringify(text)}`);
    if (JSON.stringify(seen.links) !== JSON.stringify(blocks.flatMap((block) => block.link ?? []))) faults.push(`links ${JSON.stringify(seen.links)}\n    in ${JSON.stringify(text)}`);
}

// Messages as they went to Discord: every quote is in a document, every link is a document's.
const documents = [];
const addresses = [];
for (const folder of folders) {
    for (const name of fs.readdirSync(folder)) {
        const text = fs.readFileSync(path.join(folder, name), "utf8");
        if (name.endsWith("sources.toml")) addresses.push(...[...text.matchAll(/^url = "(.*)"$/gmu)].map((match) => match[1]));
        else documents.push(plain(text), plain(text.replace(/\]\([^)]*\)|[[*`\\]/gu, "")), plain(text.replace(/\[\^\w+\]/gu, "")));
    }
}
const isQuoted = (words) => documents.some((document) => document.includes(words));
for (const { body } of lines(requestsFile)) {
    const message = body?.data ?? body;
    const texts = [message?.content, ...(message?.embeds ?? []).map((embed) => embed.description)].filter(Boolean);
    for (const text of texts) {
        const seen = render(text);
        count(seen, text);
        for (const line of seen.lines.flat()) {
            const missing = line.replace(/^- /u, "").split("[…]").map(plain).filter((piece) => !isQuoted(piece));
            // "head: cell · head: cell"
            const cells = missing.flatMap((piece) => piece.split(" · ")).filter((piece) => !isQuoted(piece));
            const parts = cells.flatMap((piece) => piece.split(": ")).filter((piece) => !isQuoted(piece));
            faults.push(...parts.map((piece) => `no document has ${JSON.stringify(piece)}`));
        }
        for (const link of seen.links) {
            const [address, directive] = link.split(/#?:~:text=/u);
            if (!addresses.includes(address)) faults.push(`a link to no document's address: ${link}`);
            const ends = (directive ?? "").split(",").filter(Boolean).map(decodeURIComponent);
            faults.push(...ends.filter((end) => !isQuoted(end)).map((end) => `a link to words that no document has: ${end}`));
        }
    }
}

console.log(`${nMessages} messages rendered, ${nQuotes} quotes, ${nLinks} links, ${nCodes} blocks of code, ${nLeads} leads; ${faults.length} faults`);
if (faults.length > 0 || nMessages < 1000 || nQuotes < 1000 || nLinks < 100 || nCodes < 50 || nLeads < 50) {
    console.log(faults.slice(0, 12).join("\n"));
    process.exit(1);
}
