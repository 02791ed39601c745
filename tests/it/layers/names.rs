//! The single names in the tokens of a source file, and which functions of a type it calls.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// What the tokens name, in order, each with its line, from 1.
#[derive(Default)]
pub struct Names {
    /// Every identifier.
    pub idents: Vec<(usize, String)>,
    /// A type and what is named behind it.
    pub calls: Vec<Call>,
}

/// `maker::function`.
pub struct Call {
    /// From 1.
    pub line: usize,
    pub maker: String,
    pub function: String,
    /// Whether it stands in a `#[cfg(test)]` item.
    pub in_test: bool,
}

impl Names {
    /// Every identifier, and calls `Type::function`, `<Type>::function` and `Self::function`.
    pub fn read(&mut self, tokens: TokenStream, own: Option<&str>, in_test: bool) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut own = own.map(str::to_owned);
        let mut behind_cfg_test = false;
        for (at, token) in tokens.iter().enumerate() {
            match token {
                TokenTree::Group(group) => {
                    self.read(group.stream(), own.as_deref(), in_test || behind_cfg_test);
                    match group.delimiter() {
                        Delimiter::Bracket => {
                            behind_cfg_test |=
                                group.stream().to_string().replace(' ', "") == "cfg(test)"
                        }
                        Delimiter::Brace => behind_cfg_test = false,
                        Delimiter::Parenthesis | Delimiter::None => {}
                    }
                }
                TokenTree::Punct(sign) if sign.as_char() == ';' => behind_cfg_test = false,
                TokenTree::Ident(ident) => {
                    let line = ident.span().start().line;
                    self.idents.push((line, ident.to_string()));
                    // Behind a sign such as `->` or `:` it is a type.
                    let is_item = !at.checked_sub(1).is_some_and(|before| matches!(&tokens[before], TokenTree::Punct(sign) if sign.as_char() != ';'));
                    if ident == "impl" && is_item {
                        own = implemented(&tokens[at + 1..]);
                    }
                    let behind = match &tokens.get(at + 1) {
                        Some(TokenTree::Punct(close)) if close.as_char() == '>' => at + 2,
                        _ => at + 1,
                    };
                    if let (true, Some(TokenTree::Ident(function))) = (
                        tokens.get(behind..behind + 2).is_some_and(is_path_separator),
                        tokens.get(behind + 2),
                    ) {
                        let maker = if ident == "Self" {
                            own.clone().unwrap_or_default()
                        } else {
                            ident.to_string()
                        };
                        self.calls.push(Call {
                            line,
                            maker,
                            function: function.to_string(),
                            in_test,
                        });
                    }
                }
                _ => {}
            }
        }
    }
}

/// The type that an `impl` is for: the last name before its body.
fn implemented(behind: &[TokenTree]) -> Option<String> {
    let head = behind.iter().take_while(
        |token| !matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace),
    );
    let names = head.filter_map(|token| match token {
        TokenTree::Ident(ident) => Some(ident.to_string()),
        _ => None,
    });
    names.last()
}

/// Whether two tokens are `::`.
pub fn is_path_separator(pair: &[TokenTree]) -> bool {
    matches!(pair, [TokenTree::Punct(one), TokenTree::Punct(other)]
        if one.as_char() == ':' && one.spacing() == Spacing::Joint && other.as_char() == ':')
}
