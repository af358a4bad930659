/// Columns that stay NULL whatever is read, though the connector fills their table: what the upstream does not say is
/// never made up.
#[derive(Clone, Copy, Debug)]
pub struct Gap {
    /// `table.column`.
    pub columns: &'static [&'static str],
    /// Why.
    pub because: &'static str,
    /// Value of the choice between variants of the product with which that holds; with all when there is none.
    pub variant: Option<&'static str>,
    /// Value of the choice between ways to read with which that holds; with the usual one when there is none.
    pub way: Option<&'static str>,
}

impl Gap {
    /// Columns that stay NULL for one reason.
    pub const fn new(columns: &'static [&'static str], because: &'static str) -> Self {
        Self {
            columns,
            because,
            variant: None,
            way: None,
        }
    }

    /// … with one variant of the product.
    #[must_use]
    pub const fn variant(mut self, value: &'static str) -> Self {
        self.variant = Some(value);
        self
    }

    /// … with one way to read.
    #[must_use]
    pub const fn way(mut self, value: &'static str) -> Self {
        self.way = Some(value);
        self
    }
}
