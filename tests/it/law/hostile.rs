//! A folder whose documents and citations try to say more than they should: signs that Discord or a
//! terminal obeys, fields too long for a message, sentences that no clause ends.

use std::fs;
use std::path::Path;

/// Writes the folder.
pub fn lay_out(seeds: &Path) {
    let put = |name: &str, words: &str| fs::write(seeds.join(name), words).expect("written");
    put("signs.txt", SIGNS);
    put(
        "spaces.txt",
        &SPACES
            .replace("{nbsp}", "\u{a0}")
            .replace("{bell}", "\u{7}")
            .replace("{esc}", "\u{1b}")
            .replace("{rlo}", "\u{202e}"),
    );
    put("markup.md", MARKUP);
    put("lists.md", LISTS);
    let with_marks = |words: &str| words.replace("{rlo}", "\u{202e}").replace("{tab}", "\t");
    put("code.md", &with_marks(CODE));
    put("tables.md", &with_marks(TABLES));
    put("items.md", &with_marks(ITEMS));
    put("asked.md", &with_marks(ASKED));
    put("crowded.txt", CROWDED);
    put("paged.txt", PAGED);
    let authors: Vec<String> = (0..24)
        .map(|number| format!("\"Author {number} {}\"", "of the *Long* Name_ ".repeat(13).trim()))
        .collect();
    put("sources.toml", &SOURCES.replace("{authors}", &authors.join(", ")));
}

/// Writes a folder with sentences that are longer than any message: one without a clause to be cut
/// to, one that a page number cuts in two.
pub fn lay_out_endless(seeds: &Path) {
    let words =
        "and the tireless surveyor of 1991 measured another mile of the unending shore ".repeat(70);
    let sentences = format!(
        "It began slowly {words}until the paper ended.\n\nThe shore was closed after the survey of 1992 had ended.\n"
    );
    fs::write(seeds.join("endless.txt"), sentences).expect("written");
    let (walked, came) = (
        "walked on along the grey water of the northern coast ".repeat(40),
        "he came to another lighthouse on the way ".repeat(40),
    );
    let pages = format!(
        "The keeper of the lamps {}\n\n12\n\nuntil in the year 1993 {came}and went home.\n",
        walked.trim()
    );
    fs::write(seeds.join("pages.txt"), pages).expect("written");
}

/// Writes a folder with a Markdown document without a title that begins with emphasis.
pub fn lay_out_starred_opening(seeds: &Path) {
    let words = "The **first** yard was founded by [Hale](https://example.org/hale) in the year 1961 on the hill above the harbour.\n\n\
                 The second yard was sold to the people of Lisbon in the spring of 1972.\n";
    fs::write(seeds.join("yards.md"), words).expect("written");
}

/// Writes a folder with a table whose heads are longer than any message, and a list whose lead is
/// as long as one that is shown can be.
pub fn lay_out_wide(seeds: &Path) {
    let head = "The *year* and the _name_ of the lock and of its keeper ".repeat(40);
    let lead = "These @things lie in the *locker* of the #tug ".repeat(9);
    let words = format!(
        "# Locks\n\n| {head} | {head} |\n|---|---|\n\
         | The wide lock was opened in 1994 | The narrow lock was closed in 1996 |\n\n\
         # Lockers\n\n{}:\n\n- forty fathoms of rope from 1997\n- a spare anchor of 1998\n",
        lead.trim().trim_end_matches('#')
    );
    fs::write(seeds.join("locks.md"), words).expect("written");
}

const SIGNS: &str = r"The keeper wrote *stars* and _lines_ and ~~strikes~~ and ||bars|| and `ticks` into the ledger in 1931.

She typed \*hidden\* signs and the path C:\new\table_1 into the old form on 4 May 1932.

People wrote to @everyone and <@123456789012345678> and <#42> and <:boat:7> and </ask:9> before the boats left in June 1933.

The tides stood at https://example.org/a_b_c?x=1&y=2 and [click here](https://evil.example) before they moved in 1934.

**1935** was the year when the *1936* ledger and the \1937 ledger and the __1938__ ledger were lost at sea.

The crew met at discord.gg/boat and at discord.com/invite/boat and wrote to <keeper@example.org> in June 1935.

The sign :boat: stood for the ferry in 1939, and the sign […] stood for words that nobody could read · or wanted to.

> A quotation sign opened this sentence when the pilot told the story of the wreck in 1940.

- A dash opened this sentence when the harbour master wrote down the wreck in 1941.

-# A small sign opened this sentence when the mate wrote down the wreck in 1942.

Nobody knew ``` why the three ticks stood in the middle of the sentence about the winter of 1943.
";

const SPACES: &str = "The  bell\twas{nbsp}heard   across the harbour\nin the winter of 1951   and nobody  slept before the morning.

The bell {bell}rang {esc}[31mred{esc}[0m in the year 1952 when {bell} nobody slept in the harbour at all.

The harbour {rlo}turned around in 1953 and the boats came home before the ice closed it.
";

const MARKUP: &str = "# The yard of *many* marks

The yard was **founded in 1961** by the [*Okafor* brothers](https://example.org/okafor_(family) \"a title\") and by `Hale & Sons`, who left it in ***1962***.

The yard's ![a picture of 1963](yard.png) sign was painted by <b>Mary Quint</b> in 1964 &amp; hung above the gate\\* of the yard.

The third yard[^1] was sold on 5 May 1965 to <https://example.org/buyers> and to the people of the *second* yard.

[^1]: The third yard stood on the hill until 1966, and nobody knows who built it.
";

const LISTS: &str = "## 1. The *list* of #boats

1. The first boat of the list was launched in 1971 and was sold to Lisbon in the same year.
2. The second boat of the list was launched in 1972 and burned at its moorings in the harbour.

* The third boat of the list was never launched, as the yard had closed in 1973.

> The fourth boat of the list was only drawn, and the drawing of 1974 hangs in the town hall.
";

const CODE: &str = r#"# The codes of the harbour

The lamp program of 1975 is started by the keeper with these words:

```sh
lamp --year 1975 `whoami` "@everyone" ``twice``
  - a list sign within the lamp code
# no heading <@123456789012345678>

> no quotation [x](https://evil.example) **not bold** ||no spoiler||
{tab}lamp --{rlo}turned around
```

## Three *ticks* in `code`

The bell program of 1976 holds a fence:

~~~~no name of a language
bell --first 1976
```sh
  - bell --second *1976*
```

{tab}bell --third 1976
~~~~

1. The item of 1977 holds the gate program:

   ```маяк
   gate --open 1977
       --all   "three  spaces"

   gate --close 1977
   ```

> The quoted pump program of 1978:
>
> ```c++
> pump(1978); // > not a quotation
> ```

    indented --code 1979 ```
"#;

const TABLES: &str = r"# Tables · of › the *harbour*

| Year \| kind | The *head* of **rows**: | [Link](https://evil.example) @everyone | | {rlo}Turned |
|---|---|---|---|---|
| 1982 \| spring | `a \| b` of the yard | - no list and # no heading | alone: 12 · 13 | around in 1983 |
| | > no quotation | ![picture](pic.png) | **bold** cell of 1984 | {rlo}turned |
| 1985 | ```ticks``` | https://example.org/1985 | :boat: of the ferry | |

A sentence stands between the tables of the harbour office.

| Berth | Depth |
|---|---|
| North | Nine metres at low water since the dredging |
| South | Four metres at low water until the wreck is lifted |
";

const ITEMS: &str = r"# Items › of [the](https://evil.example) list

The keeper carries these things through the long night:

- a lamp of *brass* with `two` wicks
- - a sign of a list within a sign
- # no heading for the keeper
- 3\. no number for the keeper
- a coat{rlo} turned inside out
  - a button of horn on the coat
  - @everyone who mends the coat

**Range:** forty miles · in clear air\
**Colour:** white and > red

**Watch:** four hours by @keeper
";

const ASKED: &str = r"# Asked at the *office*

## Who may open the **sluice** at night?

Only the lock keeper may open the sluice between dusk and dawn.

Q: What does the pilot cost, @everyone?

A: The pilot costs [forty crowns](https://evil.example) for a boat below ten metres.

!!! warning `Beware`

    The sluice closes *without* a warning when the tide turns.

> [!NOTE] Title
> The footbridge carries no more than twelve people at once.

Sluice
: A gate that holds the water back and is lifted by a windlass.
";

const CROWDED: &str =
    "The crowded ledger was written by many hands in 1981 and was never finished by any of them.
The crowded ledger was lost in 1982 and found again in the cellar of the town hall.
";

const PAGED: &str = "The paged log opened in the year 1991 with the arrival of the first tug from the northern yards.\n\n\u{c}\n\
    The paged log was soaked in 1992 when the cellar of the office was flooded to the second step.\u{c}\n\n\
    The paged log was closed in 1993 by a clerk who wrote the last line\u{c}in the harbour of another country.\n";

const SOURCES: &str = r##"
["signs.txt"]
title = "Signs [draft] (v*2*) · “Second” <edition> \\ 100%_sure_ @everyone"
authors = ["# Not a heading", "- Not a list", "1. Not a number"]
publisher = "https://example.org/_press_"
date = 1944-06-01
url = "https://example.org/a_b?x=1&y=*2*#[z]"

["markup.md"]
title = "The yard of *many* marks"
container = "Yards :boat: 12(3), ||1–9||"
date = 1965

["paged.txt"]
title = "The paged log"
url = "https://example.org/log.pdf"

["crowded.txt"]
title = "The crowded ledger"
authors = [{authors}]
url = "http://example.org/crowded"
"##;
