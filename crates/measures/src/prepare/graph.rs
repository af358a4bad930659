//! The commit graph in memory, and which deployment first contained which commit.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::OnceLock;

use arrow_array::RecordBatch;

use super::read::Texts;

/// Place of a commit in the graph.
pub(crate) type Node = u32;

/// Commits and their parents. Object names are content hashes, so one graph holds every repository: a commit that two
/// repositories share (a fork, a mirror) has one history.
#[derive(Debug, Default)]
pub(crate) struct Graph {
    nodes: ShaMap<Node>,
    /// Whether the commit's own row was ingested; otherwise it is only known as a parent and its history is not.
    known: Vec<bool>,
    /// `edges[offsets[n]..offsets[n + 1]]` are the parents of `n`.
    offsets: Vec<u32>,
    edges: Vec<Node>,
    /// Names in order, made when a short one is first looked for.
    names: OnceLock<Vec<u128>>,
}

/// Digits of the shortest name that git itself writes.
const SHORTEST: usize = 7;

/// A map keyed by object names.
pub(crate) type ShaMap<V> = HashMap<u128, V, BuildHasherDefault<Fold>>;

/// Object names are uniform already: folding their bits is hash enough.
#[derive(Default)]
pub(crate) struct Fold(u64);

impl Hasher for Fold {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0.rotate_left(8) ^ u64::from(*byte)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        }
    }

    fn write_u128(&mut self, key: u128) {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "the two halves are folded into one"
        )]
        let folded = (key >> 64) as u64 ^ key as u64;
        self.0 = folded.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}

/// The first 128 bits of an object name; of any other text, a hash.
pub(crate) fn sha_key(sha: &str) -> u128 {
    let parsed = sha
        .get(..32)
        .and_then(|digits| u128::from_str_radix(digits, 16).ok());
    parsed.unwrap_or_else(|| text_key(sha))
}

/// FNV-1a of 128 bits.
pub(crate) fn text_key(text: &str) -> u128 {
    text.bytes()
        .fold(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d, |hash, byte| {
            (hash ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013B)
        })
}

impl Graph {
    /// Reads batches of `sha, parent_sha`, and of `sha` for commits without parents.
    pub(crate) fn new(parents: &[RecordBatch], roots: &[RecordBatch]) -> Self {
        let mut graph = Self::default();
        let mut pairs: Vec<(Node, Node)> =
            Vec::with_capacity(parents.iter().map(RecordBatch::num_rows).sum());
        for batch in parents {
            let (children, parents) = (Texts::of(batch, "sha"), Texts::of(batch, "parent_sha"));
            for row in 0..batch.num_rows() {
                let child = graph.insert(children.must(row));
                let parent = graph.insert(parents.must(row));
                graph.known[child as usize] = true;
                pairs.push((child, parent));
            }
        }
        for batch in roots {
            let names = Texts::of(batch, "sha");
            for row in 0..batch.num_rows() {
                let root = graph.insert(names.must(row));
                graph.known[root as usize] = true;
            }
        }
        graph.connect(&pairs);
        graph
    }

    fn insert(&mut self, sha: &str) -> Node {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a graph of 2^32 commits does not fit in memory"
        )]
        let next = self.known.len() as Node;
        let node = *self.nodes.entry(sha_key(sha)).or_insert(next);
        if node == next {
            self.known.push(false);
        }
        node
    }

    fn connect(&mut self, pairs: &[(Node, Node)]) {
        self.offsets = vec![0; self.known.len() + 1];
        for (child, _) in pairs {
            self.offsets[*child as usize + 1] += 1;
        }
        for n in 1..self.offsets.len() {
            self.offsets[n] += self.offsets[n - 1];
        }
        let mut next = self.offsets.clone();
        self.edges = vec![0; pairs.len()];
        for (child, parent) in pairs {
            let slot = &mut next[*child as usize];
            self.edges[*slot as usize] = *parent;
            *slot += 1;
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.known.len()
    }

    /// Memory it holds, about.
    pub(crate) fn bytes(&self) -> usize {
        self.nodes.capacity() * 36 + self.known.len() + 4 * (self.offsets.len() + self.edges.len())
    }

    /// Where a commit is, even if its own history is not known.
    pub(crate) fn find(&self, sha: &str) -> Option<Node> {
        self.nodes.get(&sha_key(sha)).copied()
    }

    /// Where a commit is, if its own history is known; its name may be a short one.
    pub(crate) fn find_known(&self, sha: &str) -> Option<Node> {
        self.find_short(sha).filter(|node| self.known[*node as usize])
    }

    /// The only commit whose name begins so.
    pub(crate) fn find_short(&self, prefix: &str) -> Option<Node> {
        self.nodes.get(&self.key(prefix)).copied()
    }

    /// The key of a commit that may be named by its first digits: hosts shorten names. Of a name that no commit has, or
    /// several, its own.
    pub(crate) fn key(&self, name: &str) -> u128 {
        let own = sha_key(name);
        if self.nodes.contains_key(&own) {
            return own;
        }
        self.full(name).unwrap_or(own)
    }

    fn full(&self, prefix: &str) -> Option<u128> {
        if !(SHORTEST..32).contains(&prefix.len()) {
            return None;
        }
        let wanted = u128::from_str_radix(prefix, 16).ok()?;
        let shift = 128 - 4 * u32::try_from(prefix.len()).ok()?;
        let names = self.names.get_or_init(|| {
            let mut names: Vec<u128> = self.nodes.keys().copied().collect();
            names.sort_unstable();
            names
        });
        let first = names.partition_point(|key| key >> shift < wanted);
        let fits = |place: usize| names.get(place).is_some_and(|key| key >> shift == wanted);
        (fits(first) && !fits(first + 1)).then(|| names[first])
    }

    pub(crate) fn parents(&self, node: Node) -> &[Node] {
        let n = node as usize;
        &self.edges[self.offsets[n] as usize..self.offsets[n + 1] as usize]
    }
}

/// Marks, deployment by deployment, what each one reaches that none before it did.
pub(crate) struct Walk<'g> {
    graph: &'g Graph,
    /// The round in which a commit was last reached.
    reached: Vec<u32>,
    round: u32,
    stack: Vec<Node>,
}

impl<'g> Walk<'g> {
    pub(crate) fn new(graph: &'g Graph) -> Self {
        Self {
            graph,
            reached: vec![0; graph.len()],
            round: 0,
            stack: Vec::new(),
        }
    }

    /// Forgets every mark: the next deployments are of another repository or environment.
    pub(crate) fn restart(&mut self) {
        self.round += 1;
    }

    /// Calls `new` with every commit that this one contains and no earlier one since [`Walk::restart`] did.
    pub(crate) fn deploy(&mut self, tip: Node, mut new: impl FnMut(Node)) {
        self.reach(tip);
        while let Some(node) = self.stack.pop() {
            new(node);
            for parent in self.graph.parents(node) {
                self.reach(*parent);
            }
        }
    }

    fn reach(&mut self, node: Node) {
        let mark = &mut self.reached[node as usize];
        if *mark != self.round {
            *mark = self.round;
            self.stack.push(node);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::write::Columns;
    use super::*;

    fn graph(edges: &[(&str, &str)], roots: &[&str]) -> Graph {
        let parents = Columns::default()
            .texts("sha", edges.iter().map(|edge| Some(edge.0)))
            .texts("parent_sha", edges.iter().map(|edge| Some(edge.1)))
            .finish()
            .unwrap();
        let roots = Columns::default()
            .texts("sha", roots.iter().copied().map(Some))
            .finish()
            .unwrap();
        Graph::new(&[parents], &[roots])
    }

    #[test]
    fn each_commit_belongs_to_the_first_tip_that_contains_it() {
        let graph = graph(
            &[("b", "a"), ("c", "b"), ("d", "a"), ("m", "c"), ("m", "d")],
            &["a"],
        );
        let mut walk = Walk::new(&graph);
        let mut reach = |tips: &[&str]| -> Vec<usize> {
            walk.restart();
            let mut new = Vec::new();
            for tip in tips {
                let mut count = 0;
                walk.deploy(graph.find(tip).unwrap(), |_| count += 1);
                new.push(count);
            }
            new
        };
        assert_eq!(reach(&["b", "m", "c", "d"]), [2, 3, 0, 0]);
        assert_eq!(reach(&["m"]), [5]);
    }

    #[test]
    fn short_names_are_found_only_when_unique() {
        let (x, y) = ("abcdef01".repeat(5), "abcdef02".repeat(5));
        let graph = graph(&[(&x, &y)], &[]);
        assert_eq!(graph.find_short("abcdef01"), graph.find(&x));
        assert_eq!(graph.find_short("abcdef0"), None);
        assert_eq!(graph.key("abcdef01abcd"), graph.key(&x));
        assert_ne!(graph.key("abcdef03"), graph.key(&x));
        assert!(graph.find_known(&x).is_some() && graph.find_known(&y).is_none());
    }
}
