//! The project's repositories, each counted once however often it is connected.

use std::collections::{BTreeMap, HashMap, HashSet};

use arrow_array::RecordBatch;
use arrow_schema::ArrowError;

use super::read::{Bools, Texts};
use super::write::Columns;

/// Place of a repository in [`Repositories`].
pub(crate) type Place = usize;

#[derive(Debug)]
pub(crate) struct Repository {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) default_branch: Option<String>,
    pub(crate) url: Option<String>,
    /// The same repository of another integration, whose pull requests and deployments count instead.
    pub(crate) same_as: Option<Place>,
    pub(crate) has_pull_requests: bool,
    /// Whether the integration is the repository's host, or only names it: then what happened to it is told by nobody
    /// else.
    pub(crate) is_hosted: bool,
}

impl Repository {
    fn counts(&self) -> bool {
        self.same_as.is_none() || !self.is_hosted
    }
}

#[derive(Debug, Default)]
pub(crate) struct Repositories {
    pub(crate) all: Vec<Repository>,
    places: HashMap<String, Place>,
}

impl Repositories {
    pub(crate) fn read(batches: &[RecordBatch], with_pull_requests: &HashSet<String>) -> Self {
        let mut repositories = Self::default();
        let mut addresses: BTreeMap<String, Vec<Place>> = BTreeMap::new();
        let mut without_address = Vec::new();
        for batch in batches {
            let (ids, names) = (Texts::of(batch, "id"), Texts::of(batch, "full_name"));
            let (urls, clones) = (Texts::of(batch, "url"), Texts::of(batch, "clone_url"));
            let (branches, hosted) = (Texts::of(batch, "default_branch"), Bools::of(batch, "is_hosted"));
            for row in 0..batch.num_rows() {
                let place = repositories.place(ids.must(row));
                let repository = &mut repositories.all[place];
                names.must(row).clone_into(&mut repository.name);
                repository.default_branch = branches.get(row).map(str::to_owned);
                repository.url = urls.get(row).map(str::to_owned);
                repository.is_hosted = hosted.get(row) == Some(true);
                match urls.get(row).or_else(|| clones.get(row)).and_then(address) {
                    Some(address) => addresses.entry(address).or_default().push(place),
                    None => without_address.push(place),
                }
            }
        }
        for id in with_pull_requests {
            let place = repositories.place(id);
            let repository = &mut repositories.all[place];
            (repository.has_pull_requests, repository.is_hosted) = (true, true);
        }
        for same in addresses.values().filter(|same| same.len() > 1) {
            repositories.join(same);
        }
        let with_address = addresses.into_values().flatten();
        repositories.join_by_name(with_address, &without_address);
        repositories
    }

    /// Of several connections to one repository, one with pull requests counts, else one to its host, the first by id.
    fn join(&mut self, same: &[Place]) {
        let Some(first) = same.iter().copied().min_by_key(|place| {
            let repository = &self.all[*place];
            (
                !repository.has_pull_requests,
                !repository.is_hosted,
                repository.id.clone(),
            )
        }) else {
            return;
        };
        for place in same.iter().copied().filter(|place| *place != first) {
            self.all[place].same_as = Some(first);
        }
    }

    /// Events may name a repository without its address: it is the one of that name, if there is only one.
    fn join_by_name(&mut self, with_address: impl Iterator<Item = Place>, without_address: &[Place]) {
        let mut named: HashMap<String, Option<Place>> = HashMap::new();
        for place in with_address.filter(|place| self.all[*place].same_as.is_none()) {
            let known = named.entry(self.all[place].name.to_lowercase());
            known.and_modify(|other| *other = None).or_insert(Some(place));
        }
        for place in without_address {
            let repository = &mut self.all[*place];
            if !repository.is_hosted {
                repository.same_as = named.get(&repository.name.to_lowercase()).copied().flatten();
            }
        }
    }

    /// The repository's place; a repository whose own row is not there yet goes by its id.
    pub(crate) fn place(&mut self, id: &str) -> Place {
        if let Some(place) = self.places.get(id) {
            return *place;
        }
        self.all.push(Repository {
            id: id.to_owned(),
            name: id.to_owned(),
            default_branch: None,
            url: None,
            same_as: None,
            has_pull_requests: false,
            is_hosted: false,
        });
        self.places.insert(id.to_owned(), self.all.len() - 1);
        self.all.len() - 1
    }

    /// The repository whose numbers count, given any connection to it.
    pub(crate) fn counted(&mut self, id: &str) -> Place {
        let place = self.place(id);
        self.all[place].same_as.unwrap_or(place)
    }

    /// The repository whose numbers count, unless another connection to it tells the same: two connections to a host do,
    /// a tool that only names the repository does not.
    pub(crate) fn if_counted(&mut self, id: &str) -> Option<Place> {
        let place = self.place(id);
        self.all[place].counts().then(|| self.counted(id))
    }

    pub(crate) fn name(&self, place: Place) -> &str {
        &self.all[place].name
    }

    /// Names of repositories that are connected more than once.
    pub(crate) fn doubled(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self
            .all
            .iter()
            .filter_map(|r| r.same_as)
            .map(|place| self.name(place))
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Those whose commits are the changes, for want of pull requests.
    pub(crate) fn without_pull_requests(&self) -> impl Iterator<Item = &Repository> {
        self.all
            .iter()
            .filter(|repository| repository.same_as.is_none() && !repository.has_pull_requests)
    }
}

/// The table `project_repositories`: every connection to a repository under the name that counts, and whether what hangs on it
/// counts. Commits count by the connection that has most of them.
pub(crate) fn table(
    repositories: &Repositories,
    commits: &HashMap<String, i64>,
) -> Result<RecordBatch, ArrowError> {
    let of = |place: Place| repositories.all[place].same_as.unwrap_or(place);
    let mut best: HashMap<Place, (i64, Place)> = HashMap::new();
    for (place, repository) in repositories.all.iter().enumerate() {
        let has = commits.get(&repository.id).copied().unwrap_or(0);
        let entry = best.entry(of(place)).or_insert((has, place));
        if has > entry.0 {
            *entry = (has, place);
        }
    }
    let all = || repositories.all.iter().enumerate();
    Columns::default()
        .texts("id", all().map(|(_, repository)| Some(repository.id.as_str())))
        .texts(
            "repository",
            all().map(|(place, _)| Some(repositories.name(of(place)))),
        )
        .texts(
            "url",
            all().map(|(place, _)| repositories.all[of(place)].url.as_deref()),
        )
        .texts(
            "default_branch",
            all().map(|(place, _)| repositories.all[of(place)].default_branch.as_deref()),
        )
        .flags("counts", all().map(|(_, repository)| repository.counts()))
        .flags(
            "counts_commits",
            all().map(|(place, _)| best[&of(place)].1 == place),
        )
        .finish()
}

/// `host/owner/name` of any way to write a repository's address.
fn address(url: &str) -> Option<String> {
    let url = url.to_lowercase();
    let (scheme, rest) = url.split_once("://").unwrap_or(("", &url));
    let rest = rest.rsplit_once('@').map_or(rest, |(_, rest)| rest);
    let rest = if scheme.is_empty() {
        rest.replacen(':', "/", 1)
    } else {
        rest.to_owned()
    };
    let rest = rest
        .trim_end_matches('/')
        .trim_end_matches(".git")
        .trim_end_matches('/');
    (!rest.is_empty()).then(|| rest.to_owned())
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn every_spelling_of_an_address_is_one() {
        for url in [
            "https://github.com/Acme/Shop",
            "https://x-access-token@github.com/acme/shop.git",
            "git@github.com:acme/shop.git",
            "ssh://git@github.com/acme/shop/",
        ] {
            assert_eq!(address(url).as_deref(), Some("github.com/acme/shop"), "{url}");
        }
        assert_ne!(
            address("https://github.com/acme/shop2"),
            address("https://github.com/acme/shop")
        );
    }
}
