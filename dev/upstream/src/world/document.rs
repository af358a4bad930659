use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Map, Value, json};

use super::ids::node_id;

pub(crate) const API: &str = "https://api.github.com";
pub(crate) const WEB: &str = "https://github.com";

/// A time as GitHub's REST API writes it.
pub(crate) fn time(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// A reference to an account, written out when answered.
pub(crate) fn account(login: &str) -> Value {
    json!({ "login": login })
}

/// A reference to a repository, written out when answered.
pub(crate) fn repository_stub(full_name: &str) -> Value {
    json!({ "_repository": full_name })
}

/// An account with its profile. `kind` is `User`, `Bot` or `Organization`.
/// <https://docs.github.com/en/rest/users/users>
pub(crate) fn user(id: u64, login: &str, name: &str, kind: &str, created: DateTime<Utc>) -> Value {
    let prefix = match kind {
        "Bot" => "BOT",
        "Organization" => "O",
        _ => "U",
    };
    let api = format!("{API}/users/{}", login.replace('[', "%5B").replace(']', "%5D"));
    let page = match login.strip_suffix("[bot]") {
        Some(app) => format!("{WEB}/apps/{app}"),
        None => format!("{WEB}/{login}"),
    };
    json!({
        "login": login, "id": id, "node_id": node_id(prefix, id), "type": kind, "site_admin": false,
        "user_view_type": "public", "avatar_url": format!("https://avatars.githubusercontent.com/u/{id}?v=4"),
        "gravatar_id": "", "url": api, "html_url": page,
        "followers_url": format!("{api}/followers"), "following_url": format!("{api}/following{{/other_user}}"),
        "gists_url": format!("{api}/gists{{/gist_id}}"), "starred_url": format!("{api}/starred{{/owner}}{{/repo}}"),
        "subscriptions_url": format!("{api}/subscriptions"), "organizations_url": format!("{api}/orgs"),
        "repos_url": format!("{api}/repos"), "events_url": format!("{api}/events{{/privacy}}"),
        "received_events_url": format!("{api}/received_events"),
        "_profile": {
            "name": name, "company": null, "blog": "", "location": null, "email": null, "hireable": null,
            "bio": null, "twitter_username": null, "public_repos": 0, "public_gists": 0, "followers": 0,
            "following": 0, "created_at": time(created), "updated_at": time(created),
        },
    })
}

/// Links of a repository that its document spells out: key, path after the repository's own URL.
const REPOSITORY_LINKS: &[(&str, &str)] = &[
    ("archive_url", "/{archive_format}{/ref}"),
    ("assignees_url", "/assignees{/user}"),
    ("blobs_url", "/git/blobs{/sha}"),
    ("branches_url", "/branches{/branch}"),
    ("collaborators_url", "/collaborators{/collaborator}"),
    ("comments_url", "/comments{/number}"),
    ("commits_url", "/commits{/sha}"),
    ("compare_url", "/compare/{base}...{head}"),
    ("contents_url", "/contents/{+path}"),
    ("contributors_url", "/contributors"),
    ("deployments_url", "/deployments"),
    ("downloads_url", "/downloads"),
    ("events_url", "/events"),
    ("forks_url", "/forks"),
    ("git_commits_url", "/git/commits{/sha}"),
    ("git_refs_url", "/git/refs{/sha}"),
    ("git_tags_url", "/git/tags{/sha}"),
    ("hooks_url", "/hooks"),
    ("issue_comment_url", "/issues/comments{/number}"),
    ("issue_events_url", "/issues/events{/number}"),
    ("issues_url", "/issues{/number}"),
    ("keys_url", "/keys{/key_id}"),
    ("labels_url", "/labels{/name}"),
    ("languages_url", "/languages"),
    ("merges_url", "/merges"),
    ("milestones_url", "/milestones{/number}"),
    ("notifications_url", "/notifications{?since,all,participating}"),
    ("pulls_url", "/pulls{/number}"),
    ("releases_url", "/releases{/id}"),
    ("stargazers_url", "/stargazers"),
    ("statuses_url", "/statuses/{sha}"),
    ("subscribers_url", "/subscribers"),
    ("subscription_url", "/subscription"),
    ("tags_url", "/tags"),
    ("teams_url", "/teams"),
    ("trees_url", "/git/trees{/sha}"),
    ("url", ""),
];

/// A repository. <https://docs.github.com/en/rest/repos/repos>
pub(crate) fn repository(
    id: u64,
    owner: &str,
    name: &str,
    (description, language): (&str, &str),
    (created, pushed): (DateTime<Utc>, DateTime<Utc>),
) -> Value {
    let full_name = format!("{owner}/{name}");
    let mut document = json!({
        "id": id, "node_id": node_id("R", id), "name": name, "full_name": full_name, "owner": account(owner),
        "private": true, "visibility": "private", "html_url": format!("{WEB}/{full_name}"),
        "description": description, "fork": false, "created_at": time(created), "updated_at": time(pushed),
        "pushed_at": time(pushed), "homepage": null, "size": 1024, "stargazers_count": 0, "watchers_count": 0,
        "language": language, "has_issues": true, "has_projects": true, "has_downloads": true, "has_wiki": false,
        "has_pages": false, "has_discussions": false, "forks_count": 0, "mirror_url": null, "archived": false,
        "disabled": false, "open_issues_count": 0, "license": null, "allow_forking": true, "is_template": false,
        "web_commit_signoff_required": false, "topics": [], "forks": 0, "open_issues": 0, "watchers": 0,
        "default_branch": "main", "network_count": 0, "subscribers_count": 3,
        "permissions": {"admin": false, "maintain": false, "push": false, "triage": false, "pull": true},
    });
    if let Some(map) = document.as_object_mut() {
        repository_links(map, &full_name);
    }
    document
}

/// Writes the links of a repository of that name; again when it is renamed.
pub(crate) fn repository_links(document: &mut Map<String, Value>, full_name: &str) {
    for (key, path) in REPOSITORY_LINKS {
        document.insert((*key).to_owned(), json!(format!("{API}/repos/{full_name}{path}")));
    }
    for (key, link) in [
        ("html_url", format!("{WEB}/{full_name}")),
        ("clone_url", format!("{WEB}/{full_name}.git")),
        ("git_url", format!("git://github.com/{full_name}.git")),
        ("ssh_url", format!("git@github.com:{full_name}.git")),
        ("svn_url", format!("{WEB}/{full_name}")),
    ] {
        document.insert(key.to_owned(), json!(link));
    }
}

/// A label. <https://docs.github.com/en/rest/issues/labels>
pub(crate) fn label(id: u64, full_name: &str, name: &str) -> Value {
    let color = format!("{:06x}", id.wrapping_mul(2_654_435_761) & 0x00ff_ffff);
    json!({
        "id": id, "node_id": node_id("LA", id), "url": format!("{API}/repos/{full_name}/labels/{}", name.replace(' ', "%20")),
        "name": name, "color": color, "default": name == "bug", "description": format!("About {name}"),
    })
}

/// All reactions at zero, as every comment carries them.
pub(crate) fn reactions(url: &str) -> Value {
    json!({
        "url": format!("{url}/reactions"), "total_count": 0, "+1": 0, "-1": 0, "laugh": 0, "hooray": 0,
        "confused": 0, "heart": 0, "rocket": 0, "eyes": 0,
    })
}

/// The writer's relation to the repository, by the kind of account.
pub(crate) fn author_association(login: &str) -> &'static str {
    if login.ends_with("[bot]") {
        "NONE"
    } else {
        "MEMBER"
    }
}
