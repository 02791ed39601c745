// A page that shows one of the bot's messages as Discord would, from the JSON that the bot sent.
//
// usage: message.cjs PARSER REQUESTS QUESTION THEME > page.html
//   PARSER    the folder of the package discord-markdown-parser
//   REQUESTS  JSON Lines of requests to Discord, as the tests record them
//   QUESTION  the words that the message answers: shown above it, as somebody's mention of the bot
//   THEME     light or dark
//
// The first message of the record that replies with an embed, a menu and buttons is shown. The look is an imitation made
// of own CSS (message.css); nothing of Discord's is copied. What the page cannot show ends it with an error: a picture with
// something missing would be wrong.
"use strict";
const fs = require("fs");
const path = require("path");

const [parserFolder, requestsFile, question, theme] = process.argv.slice(2);
if (!["light", "dark"].includes(theme)) throw new Error(`no theme: ${theme}`);
const { parse } = require(path.resolve(parserFolder));

const escaped = (text) => text.replace(/[&<>"]/gu, (sign) => `&#${sign.codePointAt(0)};`);

/** Nodes of Discord's Markdown as HTML. */
const html = (nodes) => [nodes].flat().map(shown).join("");
function shown(node) {
    switch (node.type) {
        case "text":
            return escaped(node.content);
        case "br":
            return "<br>";
        case "strong":
            return `<b>${html(node.content)}</b>`;
        case "em":
            return `<i>${html(node.content)}</i>`;
        case "inlineCode":
            return `<code>${escaped(node.content)}</code>`;
        case "codeBlock":
            return `<pre>${escaped(node.content)}</pre>`;
        case "link":
            return `<a>${html(node.content)}</a>`;
        case "blockQuote":
            return `<blockquote>${html(node.content)}</blockquote>`;
        case "twemoji":
            return escaped(node.name);
        default:
            throw new Error(`no way to show a node of the type ${node.type}`);
    }
}
const markdown = (text) => html(parse(text, "extended"));

// A text of a control, and an emoji before it.
const label = (component) => escaped([component.emoji?.name, component.label].filter(Boolean).join(" "));
const STYLES = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "secondary" };
function control(component) {
    if (component.type === 2) {
        return `<span class="button ${STYLES[component.style]}${component.disabled ? " disabled" : ""}">${label(component)}</span>`;
    }
    if (component.type === 3) {
        const chosen = component.options.find((option) => option.default);
        return `<span class="menu"><span>${escaped(chosen?.label ?? component.placeholder)}</span><span class="arrow"></span></span>`;
    }
    throw new Error(`no way to show a component of the type ${component.type}`);
}
const row = (row) => `<div class="row">${row.components.map(control).join("")}</div>`;

function embed(embed) {
    for (const key of Object.keys(embed)) {
        if (!["type", "title", "description", "color", "footer"].includes(key)) throw new Error(`no way to show an embed's ${key}`);
    }
    const edge = embed.color === undefined ? "" : ` style="border-left-color: #${embed.color.toString(16).padStart(6, "0")}"`;
    const title = embed.title ? `<div class="title">${markdown(embed.title)}</div>` : "";
    const footer = embed.footer ? `<div class="footer">${escaped(embed.footer.text)}</div>` : "";
    return `<div class="embed"${edge}>${title}<div>${markdown(embed.description)}</div>${footer}</div>`;
}

const messages = fs
    .readFileSync(requestsFile, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line))
    .filter((request) => request.method === "POST" && /\/messages$/u.test(request.path))
    .map((request) => request.body)
    .filter((body) => body.message_reference && body.embeds?.length && body.components?.length);
if (messages.length === 0) throw new Error(`${requestsFile}: no reply with an embed and controls in it`);
const [message] = messages;

process.stdout.write(`<!doctype html>
<html lang="en" class="${theme}">
<meta charset="utf-8">
<title>An answer</title>
<style>${fs.readFileSync(path.join(__dirname, "message.css"), "utf8")}</style>
<main>
<div class="message">
<div class="avatar person">m</div>
<div><div class="head"><span class="name">mara</span><span class="time">14:02</span></div>
<div class="text"><span class="mention">@verbatim</span> ${escaped(question)}</div></div>
</div>
<div class="message reply">
<div class="reference"><span class="spine"></span><span class="avatar person small">m</span><span class="name">mara</span>
<span class="what"><span class="mention">@verbatim</span> ${escaped(question)}</span></div>
<div class="avatar bot">v</div>
<div><div class="head"><span class="name">verbatim</span><span class="badge">APP</span><span class="time">14:02</span></div>
${message.content ? `<div class="text">${markdown(message.content)}</div>` : ""}
${message.embeds.map(embed).join("")}
${message.components.map(row).join("")}
</div>
</div>
</main>
<script>document.title = Math.ceil(document.querySelector("main").getBoundingClientRect().height);</script>
`);
