/// The name of the repository at an address: its path at the host, or the last folder of a path on this machine.
pub(super) fn of(url: &str) -> String {
    let url = url.trim().trim_end_matches('/');
    let local = url
        .strip_prefix("file://")
        .or_else(|| url.starts_with('/').then_some(url));
    if let Some(path) = local {
        let path = path.strip_suffix("/.git").unwrap_or(path).trim_end_matches('/');
        return plain(path.rsplit('/').next().unwrap_or(path));
    }
    let path = match url.split_once("://") {
        Some((_, rest)) => rest.split_once('/').map_or(rest, |(_, path)| path),
        None => url.split_once(':').map_or(url, |(_, path)| path),
    };
    plain(path.trim_matches('/'))
}

fn plain(name: &str) -> String {
    match name.strip_suffix(".git") {
        Some(short) if !short.is_empty() => short.to_owned(),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn names_come_from_addresses() {
        for (url, name) in [
            ("https://example.com/acme/checkout.git", "acme/checkout"),
            ("https://me@example.com:8443/acme/checkout/", "acme/checkout"),
            (
                "ssh://git@example.com:22/group/sub/checkout.git",
                "group/sub/checkout",
            ),
            ("git@example.com:acme/checkout.git", "acme/checkout"),
            ("/srv/code/checkout", "checkout"),
            ("/srv/code/checkout/.git", "checkout"),
            ("/srv/git/checkout.git/", "checkout"),
            ("file:///srv/git/checkout.git", "checkout"),
        ] {
            assert_eq!(of(url), name, "{url}");
        }
    }
}
