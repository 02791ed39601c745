#!/usr/bin/env bash
# Makes the pictures that README shows, from what the program really says. Run it again when an answer looks different:
#
#   docs/pictures/make.sh
#
# Needs cargo, npm with node, python3, and the Debian packages chromium, pngquant, fonts-inter, fonts-jetbrains-mono and fonts-noto-color-emoji.
# Look at every picture before it is committed. .ci/run does not run this; a test holds README's pictures to be there.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$here/../.."
question="when did Cambodia coordinate the Russia–ASEAN dialogue?"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The message that the bot sends when somebody mentions it with the question.
RECORD_REQUESTS="$work/requests.jsonl" cargo test --release --locked --test it \
    discord::addressed::a_reply_to_the_bot_is_a_question_of_its_own -- --exact
npm install --prefix target/npm --silent --no-audit --no-fund discord-markdown-parser@1.3.1

chromium() {
    command chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
        --disable-component-update --disable-sync --user-data-dir="$work/profile" --hide-scrollbars "$@" 2> "$work/chromium.log"
}
for theme in light dark; do
    page=$work/$theme.html
    node "$here/message.cjs" target/npm/node_modules/discord-markdown-parser "$work/requests.jsonl" "$question" "$theme" > "$page"
    # The page writes its height into its title.
    height=$(chromium --window-size=700,2000 --dump-dom "file://$page" | sed -n 's/.*<title>\([0-9]*\)<\/title>.*/\1/p')
    chromium --window-size="700,$height" --force-device-scale-factor=2 --screenshot="$work/$theme.png" "file://$page"
    # A hundred colours are enough for text on plain grounds.
    pngquant --force --speed 1 --strip --output "$here/answer-$theme.png" 100 "$work/$theme.png"
done

cargo build --release --locked
"$here/terminal.py" target/release/verbatim seeds > "$work/terminal.svg"
mv "$work/terminal.svg" "$here/terminal.svg"
ls -l "$here"/*.png "$here"/*.svg
