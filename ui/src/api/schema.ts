// Generated from crates/server/openapi.json by `npm run schema`. Do not edit.

export interface paths {
    "/account/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is broken in the account, the worst first. Empty when nothing is; what has healed is gone by itself. */
        get: operations["account_health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/attention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What calls for attention, newest first. */
        get: operations["list_attention"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/attention/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Says that somebody has seen it. */
        delete: operations["settle_attention"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/categories/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Replaces a category's name and content. */
        put: operations["update_category"];
        post?: never;
        /** Deletes a category without collections. */
        delete: operations["delete_category"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/collections/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One collection. */
        get: operations["show_collection"];
        /** Replaces a collection's name and content. */
        put: operations["update_collection"];
        post?: never;
        /** Deletes a collection that has none below it. */
        delete: operations["delete_collection"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/connectors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The catalogue of connectors. */
        get: operations["list_connectors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/contributors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everybody, by name. Accounts that rows name are found first. */
        get: operations["list_contributors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/contributors/csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everybody as CSV, attributes as columns. */
        get: operations["export_contributors"];
        put?: never;
        /** Imports attributes of contributors from CSV: all of the file, or nothing when a row is at fault. */
        post: operations["import_contributors"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/contributors/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened to contributors, newest first. */
        get: operations["list_contributor_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/contributors/split": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes an account away from its contributor; gives the new one. */
        post: operations["split_account"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/contributors/suggestions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Contributors who may be one person, surest first, without what was declined. */
        get: operations["list_suggestions"];
        put?: never;
        /** Accepts or declines suggestions. */
        post: operations["decide_suggestions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/contributors/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Versions of what is noted of contributors, newest first: each edit and each import begins one. */
        get: operations["list_contributor_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/contributors/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of them. */
        get: operations["show_contributor"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes a contributor. */
        patch: operations["update_contributor"];
        trace?: never;
    };
    "/contributors/{id}/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened to one contributor, newest first. */
        get: operations["list_events_of_contributor"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/contributors/{id}/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes several contributors one, whose name and attributes stay. */
        post: operations["merge_contributors"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deletions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest deletions, under way and done, at most 100. */
        get: operations["list_deletions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happens, as server-sent events: `task` (a Task: when it begins, at most once a second while it runs, when it
         *     ends), `integration` (an `IntegrationEvent`: when its state may have changed), `health` (`{"broken": n}`: when the
         *     number of what is broken changes).
         */
        get: operations["listen"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the server answers. Needs no key. */
        get: operations["health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/insights/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The Insights that come with the product. */
        get: operations["list_templates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/insights/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One Insight. */
        get: operations["show_insight"];
        /** Replaces an Insight's name and content. */
        put: operations["update_insight"];
        post?: never;
        /** Deletes an Insight. */
        delete: operations["delete_insight"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/insights/{id}/yaml": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One Insight as a file. */
        get: operations["export_insight"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All integrations, by name. */
        get: operations["list_integrations"];
        put?: never;
        /** Makes an integration. It is not synced until asked or until its turn comes. */
        post: operations["create_integration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What the first sync of an integration that is not saved yet would cost, by stream. Saves nothing. */
        post: operations["preview_new"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations/validate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** "Validate connection": tries settings at the upstream and names each missing permission. Saves nothing. */
        post: operations["validate_integration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One integration. */
        get: operations["show_integration"];
        put?: never;
        post?: never;
        /**
         * Deletes an integration with all its rows. It stays in the list, marked and with its progress, until nothing of it is
         *     left; no query finds its rows from the moment of the answer.
         */
        delete: operations["delete_integration"];
        options?: never;
        head?: never;
        /** Changes an integration, or re-authenticates it. */
        patch: operations["update_integration"];
        trace?: never;
    };
    "/integrations/{id}/authorization": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begins to authorise an integration. Open `url` in the browser within 15 minutes. */
        post: operations["authorize_integration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stops the running task within one page. What it has stored stays. */
        post: operations["cancel_sync"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations/{id}/credentials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replaces an integration's secrets and nothing else, after trying them with its settings. A running sync stops within a
         *     page and a new one begins.
         */
        post: operations["reauthenticate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations/{id}/deletion": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows what deleting an integration would take away, and how far it has come when it has begun. */
        get: operations["preview_deletion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations/{id}/diagnostics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How an integration is doing: what holds, since when, what to do, how fresh and how complete each stream is. */
        get: operations["show_diagnostics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations/{id}/lookup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Looks one thing up in what is stored: the documents as they came, and beside each the rows it became. */
        get: operations["look_up"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations/{id}/monitoring": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Status, live progress, what each stream holds, and what depends on it. */
        get: operations["show_monitoring"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stops the scheduled tasks of an integration until it is resumed. A running one ends within a page. */
        post: operations["pause_integration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations/{id}/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a sync of the integration would cost now, by stream. The upstream is asked a few cheap questions about what was
         *     never read; nothing is stored.
         */
        get: operations["preview_sync"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations/{id}/projects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The projects that an integration is mapped to. */
        get: operations["list_mapped_projects"];
        /** Maps an integration to exactly these projects, making those that are new. */
        put: operations["map_to_projects"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets the schedule of an integration go on. */
        post: operations["resume_integration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations/{id}/schedule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** When an integration is read, how far back, and when next. */
        get: operations["show_schedule"];
        /** Sets the schedule of an integration. A greater depth fills only what is missing, a smaller one stops the filling. */
        put: operations["set_schedule"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations/{id}/scope": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which repositories an integration reads. */
        get: operations["show_scope"];
        /**
         * Says which repositories an integration reads. What is newly left out is not fetched any more, leaves all views at
         *     once, and is deleted in the background; taken in again, it is read anew.
         */
        put: operations["set_scope"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations/{id}/scope/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Shows what a scope would do. Changes nothing. */
        post: operations["preview_scope"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations/{id}/sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begins a sync, also of a paused integration. It goes on in the background; `GET /integrations/{id}/monitoring` shows its progress. */
        post: operations["start_sync"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations/{id}/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The ingestion log of an integration, newest first. */
        get: operations["list_tasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations/{id}/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the webhooks of an integration are set up, and how they are doing. */
        get: operations["show_webhooks"];
        put?: never;
        post?: never;
        /** Takes the address and its secrets away: it answers no longer. Deliveries stay until their time is over. */
        delete: operations["delete_webhooks"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations/{id}/webhooks/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was delivered to an integration, newest first. */
        get: operations["list_webhook_deliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations/{id}/webhooks/secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sets up the webhooks of an integration, or gives them another secret. The one before passes for another day. */
        post: operations["rotate_webhook_secret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The metrics there are. */
        get: operations["list_metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notifications/channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All channels, by name. */
        get: operations["list_channels"];
        put?: never;
        /** Makes a channel. */
        post: operations["create_channel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notifications/channels/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One channel. */
        get: operations["show_channel"];
        put?: never;
        post?: never;
        /** Deletes a channel with what waits for it and its log. */
        delete: operations["delete_channel"];
        options?: never;
        head?: never;
        /** Changes a channel. */
        patch: operations["update_channel"];
        trace?: never;
    };
    "/notifications/channels/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives a webhook channel a new secret, shown only here. The old one signs no more. */
        post: operations["rotate_channel_secret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notifications/channels/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a notification that says it is a test, and waits for the answer. */
        post: operations["test_channel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notifications/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The notifications of 90 days, newest first. */
        get: operations["list_notifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/profiles/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One profile. */
        get: operations["show_profile"];
        /** Replaces a profile's name and content. */
        put: operations["update_profile"];
        post?: never;
        /** Deletes a profile; its collections go by the profile above them, else by the project's settings. */
        delete: operations["delete_profile"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All projects, by name. */
        get: operations["list_projects"];
        put?: never;
        /** Makes a project, without integrations. */
        post: operations["create_project"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One project. */
        get: operations["show_project"];
        put?: never;
        post?: never;
        /** Deletes a project and its mappings; its integrations and their rows stay. */
        delete: operations["delete_project"];
        options?: never;
        head?: never;
        /** Changes a project. */
        patch: operations["update_project"];
        trace?: never;
    };
    "/projects/{id}/categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The categories of a project with their collections as trees. */
        get: operations["list_categories"];
        put?: never;
        /** Makes a category. */
        post: operations["create_category"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{id}/collections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All collections of a project, by name. */
        get: operations["list_collections"];
        put?: never;
        /** Makes a collection. */
        post: operations["create_collection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{id}/collections/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a definition would select, to be shown while it is edited. */
        post: operations["preview_collection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{id}/insights": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The Insights of a project, by name. A project without any gets those that come with the product. */
        get: operations["list_insights"];
        put?: never;
        /** Makes an Insight. */
        post: operations["create_insight"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{id}/insights/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes an Insight from a file. */
        post: operations["import_insight"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{id}/integrations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Maps exactly these integrations to a project. */
        put: operations["map_integrations"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{id}/metrics/{metric}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A metric's number over a range, with its parts, series, breakdown, grade, and what shaped it. */
        get: operations["show_metric"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{id}/metrics/{metric}/definitions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same data under every definition of a metric: Weir's own first, then those of other products. */
        get: operations["compare_definitions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{id}/metrics/{metric}/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The items behind a number, counted and left out, newest first. */
        get: operations["list_items"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{id}/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a project's data offers for its settings. */
        get: operations["show_project_options"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{id}/profiles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The profiles of a project, by name. */
        get: operations["list_profiles"];
        put?: never;
        /** Makes a profile. */
        post: operations["create_profile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{id}/profiles/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What definitions would amount to in the last 30 days, to be shown while they are edited. */
        post: operations["preview_profile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/query": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks the tables in SQL. Read-only; runs at most 60 seconds. */
        post: operations["run_query"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/query/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All rows of a query as a file. Read-only; runs at most 60 seconds. */
        get: operations["export_query"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the caller is signed in. Needs no key. */
        get: operations["show_session"];
        put?: never;
        /** Signs a browser in: its cookie then carries the key. Needs no key. */
        post: operations["sign_in"];
        /** Signs a browser out. Needs no key. */
        delete: operations["sign_out"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The settings of the account. */
        get: operations["show_settings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes the settings of the account. */
        patch: operations["update_settings"];
        trace?: never;
    };
    "/tables": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All tables with their columns and sizes. */
        get: operations["list_tables"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tables/{name}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A whole table as a file. */
        get: operations["export_table"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tables/{name}/rows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The rows of a table, by id. */
        get: operations["list_rows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The ingestion log of all integrations, newest first. */
        get: operations["list_all_tasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tasks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One task with its attempts. */
        get: operations["show_task"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tasks/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tries a task again that has failed or was stopped: its next attempt goes on where it stopped. */
        post: operations["retry_task"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description One account of one integration. */
        Account: {
            /** @description Login or address, lower case. */
            account: string;
            /** @description Why it belongs to the contributor: `alone`, `email`, `accepted`, `manual`. */
            basis: string;
            /** @description Address known there. */
            email?: string | null;
            /** @description The integration. */
            integration_id: string;
            /** @description Whether the upstream calls it a bot. */
            is_bot: boolean;
            /** @description Name shown there. */
            name?: string | null;
        };
        /** @description What to change; fields that are left out stay. */
        AccountChange: {
            /**
             * Format: int32
             * @description Days for which the ingestion log is kept, 1 to 3650.
             */
            log_days?: number | null;
            /**
             * Format: int32
             * @description Percent of each upstream quota that is left to other users of the credential, 0 to 90.
             */
            quota_free_percent?: number | null;
        };
        /** @description Settings of the account. */
        AccountSettings: {
            /**
             * Format: int32
             * @description Days for which the ingestion log is kept, 1 to 3650.
             * @default 90
             */
            log_days: number;
            /**
             * Format: int32
             * @description Percent of each upstream quota that is left to other users of the credential, 0 to 90; an integration may have
             *     its own.
             * @default 20
             */
            quota_free_percent: number;
        };
        /** @description A project that depends on the integration. */
        Affected: {
            /** @description Ids of the metrics that read what the integration ingests. */
            metrics: string[];
            /** @description Name of the project. */
            project: string;
            /** @description Id of the project. */
            project_id: string;
        };
        /** @description A metric's number over a range, with everything needed to trust it. */
        Answer: {
            /** @description The project's definitions that shaped the number, in words. */
            basis: string[];
            /** @description The number by key of the asked dimension, most items first. */
            breakdown: components["schemas"]["Slice"][];
            /**
             * Format: double
             * @description Relative change against it: 0.25 is a quarter more.
             */
            change?: number | null;
            /** @description Items of the range that were left out, by reason. */
            excluded: components["schemas"]["Excluded"][];
            /**
             * Format: date-time
             * @description Time of the newest ingested row.
             */
            fresh_at?: string | null;
            /**
             * Format: date-time
             * @description Beginning of the range.
             */
            from: string;
            grade?: components["schemas"]["Grade"] | null;
            /** @description Which metric, and how it is defined. */
            metric: components["schemas"]["MetricInfo"];
            /** @description What the number lacks, and what would supply it. */
            missing: components["schemas"]["Missing"][];
            /**
             * Format: int64
             * @description Items it was computed from.
             */
            n: number;
            /** @description What makes the number less certain than it looks, though nothing is lacking. */
            notes: string[];
            /** @description The equally long range before. */
            previous: components["schemas"]["Previous"];
            /** @description Name of the project. */
            project: string;
            /** @description The number over time. */
            series: components["schemas"]["Point"][];
            /** @description Parts of the number, in order. */
            stages: components["schemas"]["StageValue"][];
            /** @description The number as people say it. */
            text: string;
            /**
             * Format: date-time
             * @description End of the range, exclusive.
             */
            to: string;
            /**
             * Format: double
             * @description The number; null when there is none, never 0 for lack of data.
             */
            value?: number | null;
        };
        /** @description Repositories and projects, by integration. */
        Assets: {
            /** @description Conditions on dimensions, applied to each metric that has the dimension: `base_branch`, `environment`, `kind`. */
            filters?: components["schemas"]["Filter"][];
            /**
             * @description Per integration (its id) the patterns of names; an integration with no pattern is in whole. No integration: all that
             *     the project maps.
             */
            integrations?: {
                [key: string]: unknown;
            };
        };
        /** @description What is selected of one integration. */
        AssetsOf: {
            /**
             * Format: int64
             * @description How many there are.
             */
            count: number;
            /** @description The integration. */
            integration_id: string;
            /** @description Names of its repositories and projects, the first hundred. */
            names: string[];
        };
        /** @description One try of a task. */
        Attempt: {
            /** @description Class of what went wrong. */
            error_class?: string | null;
            /** @description What went wrong. */
            error_message?: string | null;
            /**
             * Format: date-time
             * @description When it ended.
             */
            finished_at?: string | null;
            /**
             * Format: int64
             * @description From 1.
             */
            number: number;
            /**
             * Format: date-time
             * @description When it began.
             */
            started_at: string;
            /** @description How it stands. */
            status: components["schemas"]["TaskStatus"];
        };
        /** @description Something that somebody should look at because an integration it used is gone. */
        Attention: {
            /** @description Its id. */
            id: string;
            /** @description The integration that is gone. */
            integration: components["schemas"]["GoneIntegration"];
            /** @description What it means. */
            reason: string;
            /**
             * Format: date-time
             * @description Since when.
             */
            since: string;
            /** @description Whom it concerns. */
            subject: components["schemas"]["Subject"];
        };
        /** @description A field of the configuration that belongs to a method. */
        AuthField: {
            /** @description Its name in the configuration. */
            name: string;
            /** @description Whether it can be left out. */
            optional: boolean;
        };
        /** @description A way to be let in. */
        AuthMethod: {
            /** @description Secrets it needs. */
            credentials: components["schemas"]["Credential"][];
            /** @description When to choose it. */
            doc: string;
            /** @description Fields of the configuration that belong to it; those of the other methods are not asked for. */
            fields: components["schemas"]["AuthField"][];
            /** @description Value of `auth` in the configuration. */
            id: string;
            /**
             * @description `none`, `bearer`, `basic`, `header`, `oauth2_client`, `oauth2_code` (a person agrees in the browser, after the
             *     integration was made) or `github_app`.
             */
            kind: string;
            /** @description Label of the choice. */
            title: string;
        };
        /** @description Where to go. */
        AuthorizationStarted: {
            /** @description The address to register at the upstream as the one it sends people back to. */
            redirect: string;
            /** @description The upstream's page where the person agrees. */
            url: string;
        };
        /** @description A pause after failures. */
        Backoff: {
            /**
             * Format: int32
             * @description Failed tries in a row.
             */
            failures: number;
            /**
             * Format: date-time
             * @description When it is tried next; null when only a new credential helps.
             */
            next_attempt_at?: string | null;
            /** @description The last failure. */
            reason: string;
            /** @description What it waits for. */
            waits_for: components["schemas"]["WaitsFor"];
        };
        /** @description One level of grading. */
        BandText: {
            /** @description `elite`, `high`, `medium` or `low`; by stages of one's own `good`, `acceptable` or `slow`. */
            level: string;
            /** @description What it takes, in words. */
            text: string;
        };
        /** @description Something that is broken. */
        Broken: {
            /** @description The metrics of projects that are affected. */
            affects: components["schemas"]["Affected"][];
            /** @description What to do. */
            fix?: string | null;
            /** @description What is broken. */
            integration: components["schemas"]["IntegrationRef"];
            /** @description Why. */
            reason: string;
            /** @description How much it matters: `warning` or `critical`. */
            severity: components["schemas"]["Severity"];
            /**
             * Format: date-time
             * @description Since when.
             */
            since?: string | null;
            /** @description How. */
            state: components["schemas"]["State"];
        };
        /**
         * @description Width of the points of a series, in UTC.
         * @enum {string}
         */
        Bucket: "day" | "week" | "month";
        /** @description How often: exactly one of the two is set. */
        Cadence: {
            /** @description At the moments of a cron expression of five fields, in the schedule's time zone. */
            cron?: string | null;
            /**
             * Format: int32
             * @description So many minutes after the last time, 1 to 10080.
             */
            every_minutes?: number | null;
        };
        /** @description Whether there was anything to stop. */
        Cancellation: {
            /** @description False when no task was running. */
            cancelled: boolean;
        };
        /** @description A category of collections with their tree. */
        Category: components["schemas"]["CategoryContent"] & {
            /** @description The collections right below its root. */
            collections: components["schemas"]["Collection"][];
            /** @description Its id. */
            id: string;
            /** @description Its name, unique in the project. */
            name: string;
            /** @description Its project. */
            project_id: string;
        };
        /** @description What a category is. */
        CategoryContent: {
            /** @description What people note about it. */
            description?: string;
            /** @description Whether it is offered where numbers are looked at. */
            enabled?: boolean;
            /** @description Name of its root, which stands for the whole project. */
            root: string;
        };
        /**
         * @description What a change is for.
         * @enum {string}
         */
        ChangeClass: "new_feature" | "deployment" | "hotfix" | "defect";
        /** @description What an Insight becomes. */
        ChangedInsight: components["schemas"]["InsightContent"] & {
            /** @description Its name, unique in the project. */
            name: string;
            /**
             * Format: date-time
             * @description The `updated_at` of the Insight as it was read: it is refused as `changed` if another has changed it since. Left out,
             *     it replaces whatever is there.
             */
            updated_at?: string | null;
        };
        /** @description Where notifications go. */
        Channel: {
            /**
             * @description webhook: `url`; slack: nothing; mail: `host`, `port`, `security` (`tls`, `starttls`, `none`), `username`, `from`,
             *     `to`.
             */
            config: {
                [key: string]: unknown;
            };
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /** @description Whether it is used. */
            enabled: boolean;
            /** @description What it is told. */
            events: components["schemas"]["NotificationEvent"][];
            /**
             * Format: int64
             * @description A failure that heals within this time is not told.
             */
            grace_minutes: number;
            /** @description Names of the secrets that are stored. They are never shown. */
            has_secrets: string[];
            /** @description Its id. */
            id: string;
            /** @description How it delivers. */
            kind: components["schemas"]["ChannelKindWord"];
            last?: components["schemas"]["LastNotification"] | null;
            /** @description Its name, unique regardless of case. */
            name: string;
            /** @description The secret that signs its requests, only in the answer that made it. */
            signing_secret?: string | null;
            /**
             * Format: int64
             * @description Hours of waiting for quota after which that is told.
             */
            throttled_hours: number;
        };
        /**
         * @description How a channel delivers.
         * @enum {string}
         */
        ChannelKindWord: "webhook" | "slack" | "mail";
        /** @description Settings of a channel; what is left out has its default, or stays. */
        ChannelSettings: {
            /**
             * @description webhook: `url`; slack: nothing; mail: `host`, `port`, `security` (`tls`, `starttls`, `none`), `username`, `from`,
             *     `to`.
             */
            config?: {
                [key: string]: unknown;
            } | null;
            /** @description Whether it is used. */
            enabled?: boolean | null;
            /** @description What it is told; everything when left out. */
            events?: components["schemas"]["NotificationEvent"][] | null;
            /**
             * Format: int64
             * @description A failure that heals within this time is not told: 5 when left out.
             */
            grace_minutes?: number | null;
            /** @description Name, unique regardless of case, at most 80 characters. */
            name?: string | null;
            /**
             * @description webhook: `secret` (`whsec_…`; made when left out); slack: `url`; mail: `password`. Stored encrypted, never shown;
             *     null removes one.
             */
            secrets?: {
                [key: string]: string | null;
            };
            /**
             * Format: int64
             * @description Hours of waiting for quota after which that is told: 6 when left out.
             */
            throttled_hours?: number | null;
        };
        /** @description What a try showed. */
        ChannelTest: {
            /** @description What happened. */
            message: string;
            /** @description Whether the receiver accepted it. */
            ok: boolean;
        };
        /**
         * @description How a widget is drawn.
         * @enum {string}
         */
        Chart: "number" | "line" | "bars" | "stacked" | "ranking" | "stages" | "table" | "note";
        /** @description One answer of "Validate connection". */
        Check: {
            /** @description What to do about it. */
            hint?: string | null;
            /** @description What happened. */
            message: string;
            /** @description What was tried. */
            name: string;
            /** @description Whether it worked. */
            ok: boolean;
            /** @description The permission it needs, in the vendor's words. */
            permission?: string | null;
        };
        /** @description One way to tell what a change is for. */
        ClassRule: {
            /** @description The class it gives. */
            class: components["schemas"]["ChangeClass"];
            /** @description How it is compared: `starts_with`, `contains` or `is`. */
            operator: components["schemas"]["Operator"];
            /** @description What is looked at. */
            subject: components["schemas"]["ClassSubject"];
            /** @description Any of these makes it match; without any it matches nothing. Upper and lower case are the same. */
            values: string[];
        };
        /**
         * @description What of a change is looked at.
         * @enum {string}
         */
        ClassSubject: "target_branch" | "source_branch" | "direct_branch" | "tag" | "label";
        /** @description Part of a project: a team, a sprint. */
        Collection: components["schemas"]["CollectionContent"] & {
            /** @description What somebody should look at: integrations it selected from that are gone. */
            attention: components["schemas"]["Attention"][];
            /** @description The collections right below it. */
            children: components["schemas"]["Collection"][];
            /** @description Its id. */
            id: string;
            /**
             * @description Ids of integrations that its definition names and that are gone, or not mapped to the project: it selects nothing from
             *     them, and is never widened.
             */
            lost: string[];
            /** @description Its name, unique in the project. */
            name: string;
            /** @description Its project. */
            project_id: string;
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updated_at: string;
        };
        /** @description What a collection is. */
        CollectionContent: {
            /** @description Its category. */
            category: components["schemas"]["Ref"];
            definition?: components["schemas"]["Definition"] | null;
            /** @description What people note about it. */
            description?: string;
            /** @description Insights shown for it and for the collections below it. */
            insights?: components["schemas"]["Ref"][];
            parent?: components["schemas"]["Ref"] | null;
            /** @description Words to find it by. */
            tags?: string[];
        };
        /** @description What is stored of what there is. */
        Completeness: {
            /**
             * Format: int64
             * @description Rows stored.
             */
            stored: number;
            /**
             * Format: int64
             * @description Records there are, as the upstream said when it was last asked.
             */
            upstream: number;
        };
        /** @description Something that holds. */
        Condition: {
            /** @description What to do. */
            fix?: string | null;
            /** @description Partition it is about. */
            partition?: string | null;
            /** @description Why. */
            reason: string;
            /** @description How much it matters. */
            severity: components["schemas"]["Severity"];
            /**
             * Format: date-time
             * @description Since when.
             */
            since?: string | null;
            /** @description What. */
            state: components["schemas"]["State"];
            /** @description Stream it is about. */
            stream?: string | null;
            /**
             * Format: date-time
             * @description Until when, if that is known.
             */
            until?: string | null;
        };
        /** @description That it is meant. */
        Confirmation: {
            /** @description The integration's name, exactly. */
            confirm: string;
        };
        /** @description An upstream product that can be connected. */
        Connector: {
            /** @description One sentence. */
            about: string;
            /** @description Ways to be let in; the configuration chooses one by its field `auth`, without which it is the first. */
            auth: components["schemas"]["AuthMethod"][];
            /**
             * @description Section of the catalogue: `issue_management`, `source_control`, `ci_cd`, `code_quality`,
             *     `incident_management` or `collaboration`.
             */
            category: string;
            /** @description JSON schema of the configuration. */
            config_schema: {
                [key: string]: unknown;
            };
            /** @description The vendor's API documentation. */
            docs: string;
            /** @description Its id: the `kind` of an integration. */
            id: string;
            /**
             * Format: int64
             * @description How many integrations of it there are.
             */
            integrations: number;
            /** @description Whether everything that is known of it is delivered to webhooks: nobody is asked, so nothing is synced. */
            is_pushed: boolean;
            /** @description What it can ingest. */
            streams: components["schemas"]["StreamInfo"][];
            /** @description Name as its vendor writes it. */
            title: string;
        };
        /** @description A person or a bot, with the accounts they are known by. */
        Contributor: {
            /** @description The accounts they are known by. */
            accounts: components["schemas"]["Account"][];
            /** @description Whatever people note: team, role, location. */
            attributes: {
                [key: string]: string;
            };
            /** @description Their address. */
            email?: string | null;
            /** @description Its id. */
            id: string;
            /** @description Whether it is a program. */
            is_bot: boolean;
            /** @description What people call them. */
            name: string;
            /** @description Whether they may be the same person as somebody else, and nobody has decided. */
            undecided: boolean;
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updated_at: string;
        };
        /** @description What to change; fields that are left out stay. */
        ContributorEdit: {
            /** @description Attributes to set; an empty text takes one away. */
            attributes?: {
                [key: string]: string;
            };
            /** @description A new address; an empty one takes it away. */
            email?: string | null;
            /** @description Whether it is a program. */
            is_bot?: boolean | null;
            /** @description A new name. */
            name?: string | null;
        };
        /** @description Something that happened to contributors. */
        ContributorEvent: {
            /** @description `merged`, `split`, `declined`, `edited`, `imported`. */
            action: string;
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description What. */
            detail: {
                [key: string]: unknown;
            };
            /** @description Its id. */
            id: string;
        };
        /** @description A file of contributors. */
        ContributorFile: {
            /** @description Its text, CSV with a header line. */
            csv: string;
            /** @description Only says what would change. */
            dry_run?: boolean;
        };
        /** @description What was noted of everybody from a moment on. */
        ContributorVersion: {
            /** @description What began it: `edited` or `imported`. */
            action: string;
            /**
             * Format: date-time
             * @description Since when.
             */
            at: string;
            /** @description What changed then, the first hundred. */
            changes: components["schemas"]["FieldChange"][];
            /**
             * Format: int64
             * @description How many contributors changed then.
             */
            contributors: number;
            /**
             * Format: int64
             * @description How many fields changed then.
             */
            fields: number;
            /** @description Its id; `GET /contributors/csv?version=` gives the file. */
            id: string;
        };
        /** @description A secret that a method needs. */
        Credential: {
            /** @description What to make, and with which permissions. */
            doc: string;
            /** @description Whether it has several lines. */
            lines: boolean;
            /** @description Name under `secrets`. */
            name: string;
            /** @description Whether it can be left out. */
            optional: boolean;
            /** @description Whether several may be given, one a line. */
            several: boolean;
            /** @description Label of the field. */
            title: string;
        };
        /** @description New credentials. */
        Credentials: {
            /** @description Texts of the configuration that belong to the method: user names, client ids. */
            fields?: {
                [key: string]: string;
            };
            /** @description Store them although the upstream refuses them. */
            force?: boolean;
            /** @description Another method of authentication, by its id; the present one when left out. Secrets of the old one are removed. */
            method?: string | null;
            /** @description Secrets by the names of the connector's credentials; those that are left out stay. Never shown. */
            secrets: {
                [key: string]: string;
            };
        };
        /** @description What somebody decided about one suggestion. */
        Decision: {
            /** @description Its `accounts`. */
            accounts: string[];
            /** @description Whether they are one person's. */
            same: boolean;
        };
        /** @description What somebody decided about suggestions. */
        Decisions: {
            /** @description Carried out one after the other. */
            decisions: components["schemas"]["Decision"][];
        };
        /** @description What belongs to a collection. */
        Definition: (components["schemas"]["Assets"] & {
            /** @enum {string} */
            by: "assets";
        }) | (components["schemas"]["People"] & {
            /** @enum {string} */
            by: "people";
        });
        /** @description A deletion, under way or done. */
        Deletion: {
            /**
             * Format: int64
             * @description Stored versions of rows and documents that are gone.
             */
            deleted_rows: number;
            /** @description Why it does not go on; it is tried again. */
            error?: string | null;
            /**
             * Format: date-time
             * @description When it ended.
             */
            finished_at?: string | null;
            /** @description The integration's id; never given again. */
            integration_id: string;
            /** @description Id of its connector. */
            kind: string;
            /** @description Its name. */
            name: string;
            /**
             * Format: int64
             * @description How much of the work is done, 0 to 100.
             */
            percent: number;
            /**
             * Format: date-time
             * @description When it began.
             */
            started_at: string;
        };
        /** @description What deleting an integration would take away. */
        DeletionPreview: {
            /**
             * Format: int64
             * @description Bytes on disk, estimated by its share of the rows.
             */
            bytes: number;
            /** @description Collections that use it. */
            collections: components["schemas"]["IntegrationUser"][];
            /** @description What must be typed to confirm. */
            confirm: string;
            /**
             * Format: int64
             * @description Cursors.
             */
            cursors: number;
            /** @description Which. */
            integration: components["schemas"]["Named"];
            /** @description Git mirrors. */
            mirrors: components["schemas"]["Mirrors"];
            /** @description Profiles that use it. */
            profiles: components["schemas"]["IntegrationUser"][];
            progress?: components["schemas"]["DeletionProgress"] | null;
            /** @description Projects whose numbers would no longer include it. */
            projects: components["schemas"]["IntegrationUser"][];
            /**
             * Format: int64
             * @description Upstream documents kept.
             */
            raw_records: number;
            /**
             * Format: int64
             * @description Rows in all of them.
             */
            rows: number;
            /** @description Tables that hold rows of it. */
            tables: components["schemas"]["TableRows"][];
            /**
             * Format: int64
             * @description Tasks in the ingestion log.
             */
            tasks: number;
        };
        /** @description How far a deletion has come. */
        DeletionProgress: {
            /**
             * Format: int64
             * @description Stored versions of rows and documents that are gone.
             */
            deleted_rows: number;
            /** @description Why it does not go on; it is tried again. */
            error?: string | null;
            /**
             * Format: int64
             * @description How much of the work is done, 0 to 100.
             */
            percent: number;
            /**
             * Format: date-time
             * @description When it began.
             */
            started_at: string;
            /** @description `stop`, `rows`, `mirrors`, `forget` or `done`. */
            step: string;
            /** @description The table whose rows are being deleted. */
            table?: string | null;
            /**
             * Format: int64
             * @description Rows and documents there were.
             */
            total_rows: number;
        };
        /** @description One way a deployment shows. Patterns know `*` and `?`, and do not tell upper from lower case. */
        DeploymentRule: {
            /** @description Patterns for the branch it ran on; empty: every branch. */
            branches?: string[];
            /** @description The environment such a run deploys to. */
            environment?: string | null;
            /** @description Patterns for the job that deploys. When given, the job's result and end count, not the run's. */
            jobs?: string[];
            /** @enum {string} */
            kind: "workflow_runs";
            /** @description Patterns for the pipeline's name; empty: every pipeline. */
            names?: string[];
        } | {
            /** @description Patterns for the environment; empty: those marked or named as production. */
            environments?: string[];
            /** @enum {string} */
            kind: "deployments";
        } | {
            /** @enum {string} */
            kind: "releases";
            /** @description Whether those marked as pre-releases count as well. */
            prereleases?: boolean;
        } | {
            /** @enum {string} */
            kind: "tags";
            /** @description Patterns for the tag's name; empty: every tag. */
            patterns?: string[];
        } | {
            /** @description Patterns for the branch; empty: the repository's default branch. */
            branches?: string[];
            /** @enum {string} */
            kind: "merges";
        };
        /** @description How an integration is doing, and why. */
        Diagnostics: {
            /** @description What depends on it. */
            affects: components["schemas"]["Affected"][];
            /** @description All that holds, the worst first; never empty. */
            conditions: components["schemas"]["Condition"][];
            /** @description How old its data is. */
            freshness: components["schemas"]["Freshness"];
            /** @description The hosts it asks. */
            hosts: components["schemas"]["HostState"][];
            /** @description What is left of the upstream's quotas. */
            quota: components["schemas"]["Quota"][];
            /** @description When it is read. */
            schedule: components["schemas"]["Schedule"];
            /**
             * Format: date-time
             * @description Since when.
             */
            since?: string | null;
            /**
             * @description FAILED: something critical holds. UNKNOWN: nothing has succeeded since it was made or changed, or nothing has run
             *     for a week. HEALTHY: all else.
             */
            status: components["schemas"]["HealthStatus"];
            /** @description The worst that holds, in words. */
            status_reason?: string | null;
            /** @description Its streams, in the connector's order. */
            streams: components["schemas"]["StreamDiagnostics"][];
            /** @description The tasks of the past week in one word. */
            summary: components["schemas"]["Summary"];
            /** @description How the tasks of the past week ended. */
            week: components["schemas"]["Week"];
        };
        /** @description Every refusal has this form. */
        Error: {
            /** @description What happened. */
            error: components["schemas"]["Problem"];
        };
        /**
         * @description What went wrong, for programs.
         * @enum {string}
         */
        ErrorCode: "unauthenticated" | "forged" | "forbidden_host" | "forbidden_origin" | "not_found" | "gone" | "unknown_path" | "method_not_allowed" | "invalid_request" | "invalid_value" | "invalid_range" | "invalid_cursor" | "invalid_query" | "too_many_requests" | "payload_too_large" | "unsupported_media_type" | "conflict" | "changed" | "query_too_large" | "storage_full" | "storage_damaged" | "timeout" | "internal";
        /** @description What went wrong and what to do. */
        ErrorReport: {
            /**
             * @description `unauthorized`, `missing_permission`, `not_found`, `throttled`, `unreachable`, `upstream`, `malformed`, `git`,
             *     `config`, `store` or `interrupted`.
             */
            class: string;
            /** @description What to do. */
            hint: string;
            /** @description What happened. */
            message: string;
            /** @description Partition it happened in. */
            partition?: string | null;
            /** @description Stream it happened in. */
            stream?: string | null;
        };
        /** @description Items left out for one reason. */
        Excluded: {
            /**
             * Format: int64
             * @description How many.
             */
            count: number;
            /** @description Why. */
            reason: string;
        };
        /**
         * @description Form of an exported table.
         * @enum {string}
         */
        ExportFormat: "csv" | "parquet";
        /** @description What counts as a failure in production. */
        FailureSettings: {
            /**
             * @description Whether a deployment that failed is a failure by itself.
             * @default false
             */
            failed_deployments: boolean;
            /**
             * @description Patterns for labels that make an issue an incident.
             * @default [
             *       "incident",
             *       "production incident"
             *     ]
             */
            issue_labels: string[];
            /**
             * @description Whether a pull request that reverts a deployed one is a failure of that deployment.
             * @default true
             */
            revert_pull_requests: boolean;
            /**
             * Format: int32
             * @description An incident that names no cause belongs to the last deployment of its repository at most this long before.
             * @default 168
             */
            window_hours: number;
        };
        /** @description A change of one field of one contributor. */
        FieldChange: {
            /** @description The contributor. */
            contributor_id: string;
            /** @description Which field. */
            field: string;
            /** @description Its value before. */
            from: string;
            /** @description Their name. */
            name: string;
            /** @description Its value after. */
            to: string;
        };
        /** @description A condition on one dimension of the items. */
        Filter: {
            /** @description One of the metric's dimensions. */
            dimension: string;
            /** @description How its key is compared. */
            operator: components["schemas"]["Operator"];
            /** @description Any of these makes it hold (for the negative ones: none of them may). */
            values: string[];
        };
        /** @description How old data is. */
        Freshness: {
            /**
             * Format: int64
             * @description Seconds since then.
             */
            age_seconds?: number | null;
            /**
             * Format: int64
             * @description Seconds beyond which it is delayed.
             */
            expected_seconds: number;
            /**
             * Format: date-time
             * @description When it was last caught up.
             */
            fresh_at?: string | null;
        };
        /** @description The integration that is gone. */
        GoneIntegration: {
            /** @description Id of its connector. */
            kind: string;
            /** @description Its name. */
            name: string;
        };
        /** @description A number's grade. */
        Grade: {
            /** @description Every level and what it takes. */
            bands: components["schemas"]["BandText"][];
            /** @description The level as shown. */
            label: string;
            /** @description `elite`, `high`, `medium` or `low`; by stages of one's own `good`, `acceptable` or `slow`. */
            level: string;
        };
        /** @description That the server answers. */
        HealthReport: {
            /** @description `ok`. */
            status: string;
            /** @description Version of the program. */
            version: string;
        };
        /**
         * @description How a feed is doing.
         * @enum {string}
         */
        HealthStatus: "healthy" | "unknown" | "failed";
        /** @description A host of an upstream. */
        HostState: {
            /**
             * @description `closed`: it is asked as usual. `open`: it is left alone for a while. `half_open`: one request tries whether it
             *     is well again.
             */
            breaker: string;
            /**
             * Format: int64
             * @description Requests it gets at a time.
             */
            concurrency: number;
            /** @description Host and port. */
            host: string;
            /**
             * Format: int64
             * @description Requests it is answering now.
             */
            in_flight: number;
            /**
             * Format: date-time
             * @description When the next request may be sent, if not at once.
             */
            open_until?: string | null;
        };
        /** @description What a file changes. */
        ImportView: {
            /** @description Changes, in the order of the file. */
            changes: components["schemas"]["FieldChange"][];
            /** @description Rows that cannot be used, with the reason; nothing is imported while there are any. */
            faults: string[];
            /** @description Whether it was imported. */
            imported: boolean;
            /** @description Attributes that nobody had before. */
            new_attributes: string[];
            /**
             * Format: int64
             * @description Rows that change nothing.
             */
            unchanged: number;
        };
        /**
         * @description Which items.
         * @enum {string}
         */
        Included: "true" | "false" | "all";
        /** @description A project to make. */
        InlineProject: {
            /** @description What people note about it. */
            description?: string;
            /** @description Name, unique regardless of case, at most 80 characters. */
            name: string;
        };
        /** @description A page of widgets. */
        Insight: components["schemas"]["InsightContent"] & {
            /** @description Its id. */
            id: string;
            /** @description Its name, unique in the project. */
            name: string;
            /** @description Its project. */
            project_id: string;
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updated_at: string;
        };
        /** @description What a page shows. */
        InsightContent: {
            /** @description What people note about it. */
            description?: string;
            /** @description Whether the project opens with it. */
            is_default?: boolean;
            /** @description The widgets, in reading order. */
            widgets?: components["schemas"]["Widget"][];
        };
        /** @description An Insight as a file. */
        InsightFile: {
            /** @description Replaces the Insight of the same name, if there is one. */
            replace?: boolean;
            /** @description The file's text, in YAML. */
            yaml: string;
        };
        /** @description One configured connector. */
        Integration: {
            /** @description Its configuration; fits the connector's schema. */
            config: {
                [key: string]: unknown;
            };
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When its credential ends, where the upstream says so.
             */
            credential_expires_at?: string | null;
            /** @description Whether that is within 14 days, or past. */
            credential_expires_soon: boolean;
            /** @description Whether it is being deleted: it disappears when its rows are gone. */
            deleting: boolean;
            deletion?: components["schemas"]["DeletionProgress"] | null;
            /** @description What people note about it. */
            description: string;
            /** @description Names of the secrets that are stored. They are never shown. */
            has_secrets: string[];
            /** @description Its id; never given again. */
            id: string;
            /** @description Id of its connector. */
            kind: string;
            /**
             * Format: date-time
             * @description When it was last caught up.
             */
            last_ingested_at?: string | null;
            last_task?: components["schemas"]["Task"] | null;
            /** @description Its name, unique regardless of case. */
            name: string;
            /**
             * Format: date-time
             * @description When it is read next.
             */
            next_sync_at?: string | null;
            /** @description Whether its schedule is stopped. */
            paused: boolean;
            /** @description Projects it is mapped to. */
            projects: components["schemas"]["ProjectRef"][];
            /**
             * Format: int64
             * @description Rows it has in all tables.
             */
            rows: number;
            /** @description The worst that holds; `/integrations/{id}/diagnostics` says more. */
            state: components["schemas"]["State"];
            /** @description How it is doing. */
            status: components["schemas"]["HealthStatus"];
            /** @description Why. */
            status_reason?: string | null;
        };
        /** @description What to change; fields that are left out stay. */
        IntegrationChange: {
            /** @description A new configuration, whole. A new address needs the secrets again. */
            config?: {
                [key: string]: unknown;
            } | null;
            /** @description A new description. */
            description?: string | null;
            /** @description A new name. */
            name?: string | null;
            /** @description Secrets to set; null removes one. */
            secrets?: {
                [key: string]: string | null;
            };
        };
        /** @description What an `integration` event carries. */
        IntegrationEvent: {
            /** @description Whether it is being deleted. */
            deleting: boolean;
            /** @description Its id. */
            id: string;
            /** @description Whether its schedule is stopped. */
            paused: boolean;
            state?: components["schemas"]["State"] | null;
            status?: components["schemas"]["HealthStatus"] | null;
            /** @description Why. */
            status_reason?: string | null;
        };
        /** @description An integration by name. */
        IntegrationRef: {
            /** @description Its id. */
            id: string;
            /** @description Id of its connector. */
            kind: string;
            /** @description Its name. */
            name: string;
            scope?: components["schemas"]["Scope"] | null;
            /** @description How it is doing. */
            status: components["schemas"]["HealthStatus"];
        };
        /** @description Which repositories an integration reads. */
        IntegrationScope: {
            /** @description What they leave out of what the upstream shows, at most 500. */
            left_out: components["schemas"]["LeftOut"][];
            /** @description Whether rows of what is left out still wait to be deleted. No query finds them. */
            purging: boolean;
            scope?: components["schemas"]["Scope"] | null;
            /**
             * Format: int64
             * @description How many are read.
             */
            selected: number;
            /**
             * Format: int64
             * @description How many the upstream shows.
             */
            total: number;
        };
        /** @description Something that uses an integration. */
        IntegrationUser: {
            /** @description Its id. */
            id: string;
            /** @description Metrics that read it. */
            metrics: string[];
            /** @description Its name. */
            name: string;
        };
        /** @description One column of the items. */
        ItemColumn: {
            /** @description `time`, `text`, `number`, `hours`, `link` or `bool`. */
            kind: string;
            /** @description Its name in the items. */
            name: string;
            /** @description Its title. */
            title: string;
            /** @description Its unit, for numbers. */
            unit?: string | null;
        };
        /**
         * @description Form of a list of items.
         * @enum {string}
         */
        ItemFormat: "json" | "csv";
        /** @description The rows behind a number. */
        Items: {
            /** @description Columns worth showing, in order. */
            columns: components["schemas"]["ItemColumn"][];
            /**
             * Format: int64
             * @description Those left out.
             */
            excluded: number;
            /**
             * Format: int64
             * @description Those counted.
             */
            included: number;
            /** @description One object per item: its columns plus `id`, `at`, `value`, `excluded_because`, `url`. Newest first. */
            items: {
                [key: string]: unknown;
            }[];
            /** @description Cursor of the next page. */
            next?: string | null;
            /**
             * Format: int64
             * @description Items that match, counted or left out.
             */
            total: number;
        };
        /** @description What became of the newest notification. */
        LastNotification: {
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description Why it was not accepted. */
            error?: string | null;
            /** @description `waiting`, `sent`, `failed` or `healed`. */
            status: string;
        };
        /** @description Something that is left out. */
        LeftOut: {
            /** @description Its name. */
            name: string;
            /** @description Why. */
            reason: string;
        };
        /** @description One page of a list. */
        List_Answer: {
            /** @description What is on the page. */
            items: {
                /** @description The project's definitions that shaped the number, in words. */
                basis: string[];
                /** @description The number by key of the asked dimension, most items first. */
                breakdown: components["schemas"]["Slice"][];
                /**
                 * Format: double
                 * @description Relative change against it: 0.25 is a quarter more.
                 */
                change?: number | null;
                /** @description Items of the range that were left out, by reason. */
                excluded: components["schemas"]["Excluded"][];
                /**
                 * Format: date-time
                 * @description Time of the newest ingested row.
                 */
                fresh_at?: string | null;
                /**
                 * Format: date-time
                 * @description Beginning of the range.
                 */
                from: string;
                grade?: components["schemas"]["Grade"] | null;
                /** @description Which metric, and how it is defined. */
                metric: components["schemas"]["MetricInfo"];
                /** @description What the number lacks, and what would supply it. */
                missing: components["schemas"]["Missing"][];
                /**
                 * Format: int64
                 * @description Items it was computed from.
                 */
                n: number;
                /** @description What makes the number less certain than it looks, though nothing is lacking. */
                notes: string[];
                /** @description The equally long range before. */
                previous: components["schemas"]["Previous"];
                /** @description Name of the project. */
                project: string;
                /** @description The number over time. */
                series: components["schemas"]["Point"][];
                /** @description Parts of the number, in order. */
                stages: components["schemas"]["StageValue"][];
                /** @description The number as people say it. */
                text: string;
                /**
                 * Format: date-time
                 * @description End of the range, exclusive.
                 */
                to: string;
                /**
                 * Format: double
                 * @description The number; null when there is none, never 0 for lack of data.
                 */
                value?: number | null;
            }[];
            /** @description Pass it as `after` to get the next page; null on the last. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many there are on all pages.
             */
            total: number;
        };
        /** @description One page of a list. */
        List_Attention: {
            /** @description What is on the page. */
            items: {
                /** @description Its id. */
                id: string;
                /** @description The integration that is gone. */
                integration: components["schemas"]["GoneIntegration"];
                /** @description What it means. */
                reason: string;
                /**
                 * Format: date-time
                 * @description Since when.
                 */
                since: string;
                /** @description Whom it concerns. */
                subject: components["schemas"]["Subject"];
            }[];
            /** @description Pass it as `after` to get the next page; null on the last. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many there are on all pages.
             */
            total: number;
        };
        /** @description One page of a list. */
        List_Broken: {
            /** @description What is on the page. */
            items: {
                /** @description The metrics of projects that are affected. */
                affects: components["schemas"]["Affected"][];
                /** @description What to do. */
                fix?: string | null;
                /** @description What is broken. */
                integration: components["schemas"]["IntegrationRef"];
                /** @description Why. */
                reason: string;
                /** @description How much it matters: `warning` or `critical`. */
                severity: components["schemas"]["Severity"];
                /**
                 * Format: date-time
                 * @description Since when.
                 */
                since?: string | null;
                /** @description How. */
                state: components["schemas"]["State"];
            }[];
            /** @description Pass it as `after` to get the next page; null on the last. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many there are on all pages.
             */
            total: number;
        };
        /** @description One page of a list. */
        List_Category: {
            /** @description What is on the page. */
            items: (components["schemas"]["CategoryContent"] & {
                /** @description The collections right below its root. */
                collections: components["schemas"]["Collection"][];
                /** @description Its id. */
                id: string;
                /** @description Its name, unique in the project. */
                name: string;
                /** @description Its project. */
                project_id: string;
            })[];
            /** @description Pass it as `after` to get the next page; null on the last. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many there are on all pages.
             */
            total: number;
        };
        /** @description One page of a list. */
        List_Channel: {
            /** @description What is on the page. */
            items: {
                /**
                 * @description webhook: `url`; slack: nothing; mail: `host`, `port`, `security` (`tls`, `starttls`, `none`), `username`, `from`,
                 *     `to`.
                 */
                config: {
                    [key: string]: unknown;
                };
                /**
                 * Format: date-time
                 * @description When it was made.
                 */
                created_at: string;
                /** @description Whether it is used. */
                enabled: boolean;
                /** @description What it is told. */
                events: components["schemas"]["NotificationEvent"][];
                /**
                 * Format: int64
                 * @description A failure that heals within this time is not told.
                 */
                grace_minutes: number;
                /** @description Names of the secrets that are stored. They are never shown. */
                has_secrets: string[];
                /** @description Its id. */
                id: string;
                /** @description How it delivers. */
                kind: components["schemas"]["ChannelKindWord"];
                last?: components["schemas"]["LastNotification"] | null;
                /** @description Its name, unique regardless of case. */
                name: string;
                /** @description The secret that signs its requests, only in the answer that made it. */
                signing_secret?: string | null;
                /**
                 * Format: int64
                 * @description Hours of waiting for quota after which that is told.
                 */
                throttled_hours: number;
            }[];
            /** @description Pass it as `after` to get the next page; null on the last. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many there are on all pages.
             */
            total: number;
        };
        /** @description One page of a list. */
        List_Collection: {
            /** @description What is on the page. */
            items: (components["schemas"]["CollectionContent"] & {
                /** @description What somebody should look at: integrations it selected from that are gone. */
                attention: components["schemas"]["Attention"][];
                /** @description The collections right below it. */
                children: components["schemas"]["Collection"][];
                /** @description Its id. */
                id: string;
                /**
                 * @description Ids of integrations that its definition names and that are gone, or not mapped to the project: it selects nothing from
                 *     them, and is never widened.
                 */
                lost: string[];
                /** @description Its name, unique in the project. */
                name: string;
                /** @description Its project. */
                project_id: string;
                /**
                 * Format: date-time
                 * @description When it last changed.
                 */
                updated_at: string;
            })[];
            /** @description Pass it as `after` to get the next page; null on the last. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many there are on all pages.
             */
            total: number;
        };
        /** @description One page of a list. */
        List_Connector: {
            /** @description What is on the page. */
            items: {
                /** @description One sentence. */
                about: string;
                /** @description Ways to be let in; the configuration chooses one by its field `auth`, without which it is the first. */
                auth: components["schemas"]["AuthMethod"][];
                /**
                 * @description Section of the catalogue: `issue_management`, `source_control`, `ci_cd`, `code_quality`,
                 *     `incident_management` or `collaboration`.
                 */
                category: string;
                /** @description JSON schema of the configuration. */
                config_schema: {
                    [key: string]: unknown;
                };
                /** @description The vendor's API documentation. */
                docs: string;
                /** @description Its id: the `kind` of an integration. */
                id: string;
                /**
                 * Format: int64
                 * @description How many integrations of it there are.
                 */
                integrations: number;
                /** @description Whether everything that is known of it is delivered to webhooks: nobody is asked, so nothing is synced. */
                is_pushed: boolean;
                /** @description What it can ingest. */
                streams: components["schemas"]["StreamInfo"][];
                /** @description Name as its vendor writes it. */
                title: string;
            }[];
            /** @description Pass it as `after` to get the next page; null on the last. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many there are on all pages.
             */
            total: number;
        };
        /** @description One page of a list. */
        List_Contributor: {
            /** @description What is on the page. */
            items: {
                /** @description The accounts they are known by. */
                accounts: components["schemas"]["Account"][];
                /** @description Whatever people note: team, role, location. */
                attributes: {
                    [key: string]: string;
                };
                /** @description Their address. */
                email?: string | null;
                /** @description Its id. */
                id: string;
                /** @description Whether it is a program. */
                is_bot: boolean;
                /** @description What people call them. */
                name: string;
                /** @description Whether they may be the same person as somebody else, and nobody has decided. */
                undecided: boolean;
                /**
                 * Format: date-time
                 * @description When it last changed.
                 */
                updated_at: string;
            }[];
            /** @description Pass it as `after` to get the next page; null on the last. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many there are on all pages.
             */
            total: number;
        };
        /** @description One page of a list. */
        List_ContributorEvent: {
            /** @description What is on the page. */
            items: {
                /** @description `merged`, `split`, `declined`, `edited`, `imported`. */
                action: string;
                /**
                 * Format: date-time
                 * @description When.
                 */
                at: string;
                /** @description What. */
                detail: {
                    [key: string]: unknown;
                };
                /** @description Its id. */
                id: string;
            }[];
            /** @description Pass it as `after` to get the next page; null on the last. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many there are on all pages.
             */
            total: number;
        };
        /** @description One page of a list. */
        List_ContributorVersion: {
            /** @description What is on the page. */
            items: {
                /** @description What began it: `edited` or `imported`. */
                action: string;
                /**
                 * Format: date-time
                 * @description Since when.
                 */
                at: string;
                /** @description What changed then, the first hundred. */
                changes: components["schemas"]["FieldChange"][];
                /**
                 * Format: int64
                 * @description How many contributors changed then.
                 */
                contributors: number;
                /**
                 * Format: int64
                 * @description How many fields changed then.
                 */
                fields: number;
                /** @description Its id; `GET /contributors/csv?version=` gives the file. */
                id: string;
            }[];
            /** @description Pass it as `after` to get the next page; null on the last. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many there are on all pages.
             */
            total: number;
        };
        /** @description One page of a list. */
        List_Deletion: {
            /** @description What is on the page. */
            items: {
                /**
                 * Format: int64
                 * @description Stored versions of rows and documents that are gone.
                 */
                deleted_rows: number;
                /** @description Why it does not go on; it is tried again. */
                error?: string | null;
                /**
                 * Format: date-time
                 * @description When it ended.
                 */
                finished_at?: string | null;
                /** @description The integration's id; never given again. */
                integration_id: string;
                /** @description Id of its connector. */
                kind: string;
                /** @description Its name. */
                name: string;
                /**
                 * Format: int64
                 * @description How much of the work is done, 0 to 100.
                 */
                percent: number;
                /**
                 * Format: date-time
                 * @description When it began.
                 */
                started_at: string;
            }[];
            /** @description Pass it as `after` to get the next page; null on the last. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many there are on all pages.
             */
            total: number;
        };
        /** @description One page of a list. */
        List_Insight: {
            /** @description What is on the page. */
            items: (components["schemas"]["InsightContent"] & {
                /** @description Its id. */
                id: string;
                /** @description Its name, unique in the project. */
                name: string;
                /** @description Its project. */
                project_id: string;
                /**
                 * Format: date-time
                 * @description When it last changed.
                 */
                updated_at: string;
            })[];
            /** @description Pass it as `after` to get the next page; null on the last. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many there are on all pages.
             */
            total: number;
        };
        /** @description One page of a list. */
        List_Integration: {
            /** @description What is on the page. */
            items: {
                /** @description Its configuration; fits the connector's schema. */
                config: {
                    [key: string]: unknown;
                };
                /**
                 * Format: date-time
                 * @description When it was made.
                 */
                created_at: string;
                /**
                 * Format: date-time
                 * @description When its credential ends, where the upstream says so.
                 */
                credential_expires_at?: string | null;
                /** @description Whether that is within 14 days, or past. */
                credential_expires_soon: boolean;
                /** @description Whether it is being deleted: it disappears when its rows are gone. */
                deleting: boolean;
                deletion?: components["schemas"]["DeletionProgress"] | null;
                /** @description What people note about it. */
                description: string;
                /** @description Names of the secrets that are stored. They are never shown. */
                has_secrets: string[];
                /** @description Its id; never given again. */
                id: string;
                /** @description Id of its connector. */
                kind: string;
                /**
                 * Format: date-time
                 * @description When it was last caught up.
                 */
                last_ingested_at?: string | null;
                last_task?: components["schemas"]["Task"] | null;
                /** @description Its name, unique regardless of case. */
                name: string;
                /**
                 * Format: date-time
                 * @description When it is read next.
                 */
                next_sync_at?: string | null;
                /** @description Whether its schedule is stopped. */
                paused: boolean;
                /** @description Projects it is mapped to. */
                projects: components["schemas"]["ProjectRef"][];
                /**
                 * Format: int64
                 * @description Rows it has in all tables.
                 */
                rows: number;
                /** @description The worst that holds; `/integrations/{id}/diagnostics` says more. */
                state: components["schemas"]["State"];
                /** @description How it is doing. */
                status: components["schemas"]["HealthStatus"];
                /** @description Why. */
                status_reason?: string | null;
            }[];
            /** @description Pass it as `after` to get the next page; null on the last. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many there are on all pages.
             */
            total: number;
        };
        /** @description One page of a list. */
        List_MappedProject: {
            /** @description What is on the page. */
            items: {
                /** @description Its id. */
                id: string;
                /** @description Its name. */
                name: string;
                scope?: components["schemas"]["Scope"] | null;
                /**
                 * Format: int64
                 * @description How many it sees.
                 */
                selected: number;
                /**
                 * Format: int64
                 * @description Of how many the integration reads.
                 */
                total: number;
            }[];
            /** @description Pass it as `after` to get the next page; null on the last. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many there are on all pages.
             */
            total: number;
        };
        /** @description One page of a list. */
        List_MetricInfo: {
            /** @description What is on the page. */
            items: {
                /** @description The aggregate used. */
                aggregate: string;
                /** @description The aggregates it knows, the default first. */
                aggregates: string[];
                /** @description Section of the catalogue: `dora`, `pull_requests`, `commits`, `pipelines`, `issues`. */
                area: string;
                /** @description Definition in words. */
                definition: string;
                /** @description The dimensions it can be broken down by. */
                dimensions: string[];
                /** @description `up` when more is better, `down` when less is, `none` when neither is. */
                direction: string;
                /** @description Id. */
                id: string;
                /** @description What it is computed from. */
                needs: string[];
                /** @description Where the definition comes from. */
                source?: string | null;
                /** @description Titles of its parts, in order; empty when it has none. */
                stages: string[];
                /** @description Title. */
                title: string;
                /** @description Unit of the values: `hours`, `percent`, `per_day`, `per_week`, `count`. */
                unit: string;
                /** @description Whose definition that is. */
                variant_by?: string | null;
                /** @description Id of the metric that this is another definition of. */
                variant_of?: string | null;
                /**
                 * Format: int32
                 * @description Version of the definition.
                 */
                version: number;
            }[];
            /** @description Pass it as `after` to get the next page; null on the last. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many there are on all pages.
             */
            total: number;
        };
        /** @description One page of a list. */
        List_Notification: {
            /** @description What is on the page. */
            items: {
                /**
                 * Format: int64
                 * @description How often it was tried.
                 */
                attempts: number;
                /** @description Where it goes. */
                channel: components["schemas"]["Named"];
                /**
                 * Format: date-time
                 * @description When it happened.
                 */
                created_at: string;
                /**
                 * Format: date-time
                 * @description When it is sent, or tried again.
                 */
                due_at: string;
                /** @description Why the last try failed. */
                error?: string | null;
                /** @description What happened. */
                event: components["schemas"]["NotificationEvent"];
                /** @description Its id. */
                id: string;
                /** @description To which integration, by its name at that time. */
                integration: components["schemas"]["Named"];
                /**
                 * Format: date-time
                 * @description When it was accepted.
                 */
                sent_at?: string | null;
                /** @description `waiting`, `sent`, `failed`, or `healed`: over before its time came. */
                status: string;
                /** @description What happened, for people. */
                text: string;
                /** @description One line. */
                title: string;
            }[];
            /** @description Pass it as `after` to get the next page; null on the last. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many there are on all pages.
             */
            total: number;
        };
        /** @description One page of a list. */
        List_Profile: {
            /** @description What is on the page. */
            items: (components["schemas"]["ProfileContent"] & {
                /** @description Its id. */
                id: string;
                /** @description Its name, unique in the project. */
                name: string;
                /** @description Its project. */
                project_id: string;
                /**
                 * Format: date-time
                 * @description When it last changed.
                 */
                updated_at: string;
            })[];
            /** @description Pass it as `after` to get the next page; null on the last. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many there are on all pages.
             */
            total: number;
        };
        /** @description One page of a list. */
        List_Project: {
            /** @description What is on the page. */
            items: {
                /** @description What somebody should look at: integrations it used that are gone. */
                attention: components["schemas"]["Attention"][];
                /**
                 * Format: date-time
                 * @description When it was made.
                 */
                created_at: string;
                /** @description What people note about it. */
                description: string;
                /** @description Its id. */
                id: string;
                /** @description The integrations mapped to it. */
                integrations: components["schemas"]["IntegrationRef"][];
                /** @description Its name, unique regardless of case. */
                name: string;
                /** @description What counts as a deployment and as a failure. */
                settings: components["schemas"]["ProjectSettings"];
            }[];
            /** @description Pass it as `after` to get the next page; null on the last. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many there are on all pages.
             */
            total: number;
        };
        /** @description One page of a list. */
        List_Suggestion: {
            /** @description What is on the page. */
            items: {
                /** @description The accounts that look alike, as `integration/account`. */
                accounts: string[];
                /**
                 * Format: double
                 * @description How sure it is, from 0 to 1.
                 */
                confidence: number;
                /** @description Id of the one who would stay. */
                one: string;
                /** @description Their name. */
                one_name: string;
                /** @description Id of the one who would be merged into them. */
                other: string;
                /** @description Their name. */
                other_name: string;
                /** @description Why. */
                reason: string;
            }[];
            /** @description Pass it as `after` to get the next page; null on the last. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many there are on all pages.
             */
            total: number;
        };
        /** @description One page of a list. */
        List_TableInfo: {
            /** @description What is on the page. */
            items: {
                /**
                 * Format: int64
                 * @description Bytes of its files.
                 */
                bytes: number;
                /** @description Its columns, in order. */
                columns: components["schemas"]["TableColumn"][];
                /** @description What one row is. */
                doc: string;
                /** @description Its name in SQL. */
                name: string;
                /**
                 * Format: int64
                 * @description Rows, each counted once.
                 */
                rows: number;
            }[];
            /** @description Pass it as `after` to get the next page; null on the last. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many there are on all pages.
             */
            total: number;
        };
        /** @description One page of a list. */
        List_Task: {
            /** @description What is on the page. */
            items: {
                /**
                 * Format: int64
                 * @description Number of its newest attempt, from 1.
                 */
                attempt: number;
                /** @description Its attempts, oldest first. Only where one task is shown. */
                attempts: components["schemas"]["Attempt"][];
                /**
                 * Format: int64
                 * @description How long it took, in milliseconds; of a running task, so far.
                 */
                duration_ms: number;
                error?: components["schemas"]["ErrorReport"] | null;
                /**
                 * Format: date-time
                 * @description When it ended.
                 */
                finished_at?: string | null;
                /** @description Its id; later tasks have higher numbers. */
                id: string;
                /** @description Its name. */
                integration: string;
                /** @description Whose. */
                integration_id: string;
                /** @description `sync`, `full` pass, or `replay` of stored records. */
                kind: components["schemas"]["TaskKind"];
                /** @description What started it. */
                lane: components["schemas"]["TaskLane"];
                plan?: components["schemas"]["Plan"] | null;
                /**
                 * Format: int64
                 * @description Points spent, where the upstream counts them.
                 */
                points: number;
                /**
                 * Format: int64
                 * @description Upstream documents stored.
                 */
                records: number;
                /**
                 * Format: int64
                 * @description Requests made.
                 */
                requests: number;
                /**
                 * Format: int64
                 * @description Requests that had to be made again.
                 */
                retries: number;
                /**
                 * Format: int64
                 * @description Rows written to tables.
                 */
                rows: number;
                /**
                 * Format: date-time
                 * @description How far back it was asked to read; null is everything.
                 */
                since?: string | null;
                /**
                 * Format: date-time
                 * @description When it began.
                 */
                started_at: string;
                /** @description How it stands. `throttled`: the upstream's quota is used up, the next task goes on. */
                status: components["schemas"]["TaskStatus"];
                /** @description What each stream did. */
                streams: components["schemas"]["StreamReport"][];
            }[];
            /** @description Pass it as `after` to get the next page; null on the last. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many there are on all pages.
             */
            total: number;
        };
        /** @description One page of a list. */
        List_TemplateView: {
            /** @description What is on the page. */
            items: {
                /** @description What it is for. */
                about: string;
                /** @description What it shows. */
                content: components["schemas"]["InsightContent"];
                /** @description Its id. */
                id: string;
                /** @description Its name. */
                name: string;
            }[];
            /** @description Pass it as `after` to get the next page; null on the last. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many there are on all pages.
             */
            total: number;
        };
        /** @description One page of a list. */
        List_WebhookDelivery: {
            /** @description What is on the page. */
            items: {
                /**
                 * Format: int64
                 * @description How often that was tried.
                 */
                attempts: number;
                /**
                 * Format: int64
                 * @description Length of its body.
                 */
                bytes: number;
                /** @description The sender's id of it. */
                delivery_id: string;
                /** @description What went wrong the last time. */
                error?: string | null;
                /** @description Name of the event. */
                event: string;
                /** @description Its id; later ones are higher. */
                id: string;
                /**
                 * Format: date-time
                 * @description When it is tried next.
                 */
                next_at?: string | null;
                /**
                 * Format: date-time
                 * @description When it was dealt with.
                 */
                processed_at?: string | null;
                /**
                 * Format: date-time
                 * @description When it came.
                 */
                received_at: string;
                /** @description How it stands. */
                state: components["schemas"]["WebhookDeliveryState"];
                /** @description What it led to read again: stream, partition, key. */
                touched: string[];
            }[];
            /** @description Pass it as `after` to get the next page; null on the last. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many there are on all pages.
             */
            total: number;
        };
        /** @description A stream in which something was looked for. */
        LookedIn: {
            /** @description Time ranges that are read completely. */
            coverage: components["schemas"]["Span"][];
            /** @description Whether the configuration switches it on. */
            enabled: boolean;
            /**
             * Format: int64
             * @description Rows in the table of its name.
             */
            rows?: number | null;
            /** @description What its last run left out: reason to count. */
            skipped: {
                [key: string]: number;
            };
            /** @description Its name. */
            stream: string;
        };
        /** @description What was found. */
        Lookup: {
            /** @description What was asked for. */
            key: string;
            /** @description Documents with the rows they became, the last fetched first. */
            matches: components["schemas"]["LookupMatch"][];
            missing?: components["schemas"]["LookupMissing"] | null;
            /** @description Whether there are more documents. */
            more: boolean;
            /** @description How it was read; the last reading is the one that found something. */
            readings: components["schemas"]["Sought"][];
        };
        /** @description A document and the rows it became. */
        LookupMatch: {
            /** @description Rows that the document gives and that are not stored: their table or a filter leaves them out. */
            absent: string[];
            /** @description The document as it came. */
            raw: components["schemas"]["RawDocument"];
            /** @description The rows that are stored of it. */
            rows: components["schemas"]["StoredRow"][];
        };
        /** @description Where was looked for what was not found. */
        LookupMissing: {
            /** @description What to do. */
            fix: string;
            /** @description The streams, with what they have read. */
            looked_in: components["schemas"]["LookedIn"][];
            /** @description Why it may not be there. */
            reason: string;
        };
        /** @description An integration as a project sees it. */
        MappedIntegration: {
            /** @description Its id. */
            id: string;
            scope?: components["schemas"]["Scope"] | null;
        };
        /** @description A project that an integration is mapped to. */
        MappedProject: {
            /** @description Its id. */
            id: string;
            /** @description Its name. */
            name: string;
            scope?: components["schemas"]["Scope"] | null;
            /**
             * Format: int64
             * @description How many it sees.
             */
            selected: number;
            /**
             * Format: int64
             * @description Of how many the integration reads.
             */
            total: number;
        };
        /** @description A mapping. */
        Mapping: {
            /** @description The integrations, all of them; those that stay keep their scopes. */
            integration_ids?: string[] | null;
            /** @description The same with scopes, instead. */
            integrations?: components["schemas"]["MappedIntegration"][] | null;
        };
        /** @description Contributors who are the same person. */
        Merge: {
            /** @description Ids of those who are merged into this one. */
            others: string[];
        };
        /** @description What a metric is. */
        MetricInfo: {
            /** @description The aggregate used. */
            aggregate: string;
            /** @description The aggregates it knows, the default first. */
            aggregates: string[];
            /** @description Section of the catalogue: `dora`, `pull_requests`, `commits`, `pipelines`, `issues`. */
            area: string;
            /** @description Definition in words. */
            definition: string;
            /** @description The dimensions it can be broken down by. */
            dimensions: string[];
            /** @description `up` when more is better, `down` when less is, `none` when neither is. */
            direction: string;
            /** @description Id. */
            id: string;
            /** @description What it is computed from. */
            needs: string[];
            /** @description Where the definition comes from. */
            source?: string | null;
            /** @description Titles of its parts, in order; empty when it has none. */
            stages: string[];
            /** @description Title. */
            title: string;
            /** @description Unit of the values: `hours`, `percent`, `per_day`, `per_week`, `count`. */
            unit: string;
            /** @description Whose definition that is. */
            variant_by?: string | null;
            /** @description Id of the metric that this is another definition of. */
            variant_of?: string | null;
            /**
             * Format: int32
             * @description Version of the definition.
             */
            version: number;
        };
        /** @description Git mirrors on disk. */
        Mirrors: {
            /**
             * Format: int64
             * @description What they take.
             */
            bytes: number;
            /**
             * Format: int64
             * @description How many.
             */
            count: number;
        };
        /** @description Something a number lacks. */
        Missing: {
            /** @description What would supply it. */
            supply: string;
            /** @description What is lacking. */
            what: string;
            /** @description How that shows. */
            why: string;
        };
        /** @description How an integration is doing. */
        Monitoring: {
            /** @description What depends on it. */
            affects: components["schemas"]["Affected"][];
            /** @description What is left of the upstream's quotas. */
            quota: components["schemas"]["Quota"][];
            running?: components["schemas"]["Task"] | null;
            /** @description The worst that holds; `/integrations/{id}/diagnostics` says more. */
            state: components["schemas"]["State"];
            /** @description How it is doing. */
            status: components["schemas"]["HealthStatus"];
            /** @description Why. */
            status_reason?: string | null;
            /** @description Its streams, in the connector's order. */
            streams: components["schemas"]["StreamHealth"][];
        };
        /** @description An integration or a channel by name. */
        Named: {
            /** @description Its id. */
            id: string;
            /** @description Id of its connector, or how it delivers. */
            kind: string;
            /** @description Its name. */
            name: string;
        };
        /** @description A category's name and content. */
        NewCategory: components["schemas"]["CategoryContent"] & {
            /** @description Its name, unique in the project. */
            name: string;
        };
        /** @description A new channel. */
        NewChannel: components["schemas"]["ChannelSettings"] & {
            /** @description How it delivers. */
            kind: components["schemas"]["ChannelKindWord"];
        };
        /** @description A collection's name and content. */
        NewCollection: components["schemas"]["CollectionContent"] & {
            /** @description Its name, unique in the project. */
            name: string;
        };
        /** @description An Insight's name and content. */
        NewInsight: components["schemas"]["InsightContent"] & {
            /** @description Its name, unique in the project. */
            name: string;
        };
        /** @description A new integration. */
        NewIntegration: {
            /** @description Configuration by the connector's schema. */
            config: {
                [key: string]: unknown;
            };
            /** @description What people note about it. */
            description?: string;
            /** @description Id of the connector. */
            kind: string;
            /** @description Name, unique regardless of case, at most 80 characters. */
            name: string;
            /** @description Secrets by the names of the connector's credentials. Stored encrypted, never shown. */
            secrets?: {
                [key: string]: string;
            };
        };
        /** @description A profile's name and content. */
        NewProfile: components["schemas"]["ProfileContent"] & {
            /** @description Its name, unique in the project. */
            name: string;
        };
        /** @description A new project. */
        NewProject: {
            /** @description What people note about it. */
            description?: string;
            /** @description Name, unique regardless of case, at most 80 characters. */
            name: string;
        };
        /** @description A schedule; what is left out takes its default. */
        NewSchedule: {
            /**
             * Format: int32
             * @description Days of history, 1 to 36500; null is everything. What is stored already is not read again.
             */
            depth_days?: number | null;
            full?: components["schemas"]["Cadence"] | null;
            tail?: components["schemas"]["Cadence"] | null;
            /** @description IANA name of the zone in which cron expressions are read. */
            time_zone?: string | null;
        };
        /** @description A new secret. */
        NewWebhookSecret: {
            /** @description The secret that the upstream has made; one is made here when it is left out. */
            secret?: string | null;
        };
        /** @description A notification. */
        Notification: {
            /**
             * Format: int64
             * @description How often it was tried.
             */
            attempts: number;
            /** @description Where it goes. */
            channel: components["schemas"]["Named"];
            /**
             * Format: date-time
             * @description When it happened.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it is sent, or tried again.
             */
            due_at: string;
            /** @description Why the last try failed. */
            error?: string | null;
            /** @description What happened. */
            event: components["schemas"]["NotificationEvent"];
            /** @description Its id. */
            id: string;
            /** @description To which integration, by its name at that time. */
            integration: components["schemas"]["Named"];
            /**
             * Format: date-time
             * @description When it was accepted.
             */
            sent_at?: string | null;
            /** @description `waiting`, `sent`, `failed`, or `healed`: over before its time came. */
            status: string;
            /** @description What happened, for people. */
            text: string;
            /** @description One line. */
            title: string;
        };
        /**
         * @description What can be told.
         * @enum {string}
         */
        NotificationEvent: "integration_failed" | "integration_recovered" | "credential_expiring" | "deletion_finished" | "throttled";
        /**
         * @description How a key is compared; upper and lower case are the same.
         * @enum {string}
         */
        Operator: "is" | "is_not" | "starts_with" | "contains" | "not_contains";
        /** @description People, by what is known of them. */
        People: {
            /** @description Conditions on attributes of contributors, all of which must hold (`name` and `email` are attributes, too). */
            attributes?: components["schemas"]["Filter"][];
            /** @description Contributors picked by hand. */
            contributors?: components["schemas"]["Ref"][];
        };
        /** @description A person by name. */
        PersonRef: {
            /** @description Their id. */
            id: string;
            /** @description Their name. */
            name: string;
        };
        /** @description What a sync is expected to read and to cost. What nothing tells beforehand is null, never zero. */
        Plan: {
            /**
             * Format: int64
             * @description Requests that were spent to find this out.
             */
            asked: number;
            /**
             * Format: date-time
             * @description When it was made.
             */
            at: string;
            /** @description Whether nothing is known of the cost of some streams, so that the sums are the least it can be. */
            at_least: boolean;
            /**
             * Format: int64
             * @description Bytes of the git repositories that are copied.
             */
            bytes?: number | null;
            /**
             * Format: int64
             * @description Milliseconds that the upstream's answers have taken lately.
             */
            pace_ms?: number | null;
            /**
             * Format: int64
             * @description Points, where the upstream counts them, of the streams whose cost is known.
             */
            points?: number | null;
            /**
             * Format: int64
             * @description Requests, of the streams whose cost is known.
             */
            requests?: number | null;
            /**
             * Format: int64
             * @description Seconds it takes at the pace and with the quota of when the plan was made.
             */
            seconds?: number | null;
            /** @description What each stream is expected to take, in the connector's order. */
            streams: components["schemas"]["StreamPlan"][];
        };
        /**
         * @description How something is known before it is read.
         * @enum {string}
         */
        PlanBasis: "unknown" | "counted" | "sampled" | "earlier" | "nothing";
        /** @description Settings whose cost is asked. */
        PlanRequest: {
            /** @description Configuration by the connector's schema. */
            config: {
                [key: string]: unknown;
            };
            /**
             * Format: int32
             * @description Days of history; null is everything.
             */
            depth_days?: number | null;
            /** @description An integration whose stored secrets stand in for those that are left out. */
            integration_id?: string | null;
            /** @description Id of the connector. */
            kind: string;
            /** @description Secrets by the names of the connector's credentials. */
            secrets?: {
                [key: string]: string;
            };
        };
        /** @description One point of the series. */
        Point: {
            /**
             * Format: int64
             * @description Items it was computed from.
             */
            n: number;
            /** @description Whether the range, or time itself, covers only part of the bucket. */
            partial: boolean;
            /**
             * Format: date-time
             * @description Beginning of its bucket.
             */
            start: string;
            /**
             * Format: double
             * @description The number; null is a gap.
             */
            value?: number | null;
        };
        /** @description One repository, or project of the tool. */
        Previewed: {
            /** @description The pattern that decides. */
            by?: string | null;
            /** @description Its id at the upstream. */
            id: string;
            /** @description Its name. */
            name: string;
            /**
             * Format: int64
             * @description Rows of it that are stored.
             */
            rows: number;
            /** @description Whether it would be in. */
            selected: boolean;
        };
        /** @description The equally long range before the asked one. */
        Previous: {
            /**
             * Format: date-time
             * @description Its beginning.
             */
            from: string;
            /**
             * Format: int64
             * @description Items it was computed from.
             */
            n: number;
            /**
             * Format: date-time
             * @description Its end, exclusive.
             */
            to: string;
            /**
             * Format: double
             * @description Its number.
             */
            value?: number | null;
        };
        /** @description What happened and what to do. */
        Problem: {
            /** @description For programs. */
            code: components["schemas"]["ErrorCode"];
            /** @description What to do about it. */
            hint?: string | null;
            /**
             * Format: int64
             * @description Line of the text in the body that is wrong, where one is.
             */
            line?: number | null;
            /** @description What happened, for people. */
            message: string;
            /** @description Names the request in the log; also in the header `x-request-id`. */
            request_id: string;
        };
        /** @description Definitions for some collections of a project. */
        Profile: components["schemas"]["ProfileContent"] & {
            /** @description Its id. */
            id: string;
            /** @description Its name, unique in the project. */
            name: string;
            /** @description Its project. */
            project_id: string;
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updated_at: string;
        };
        /** @description What a profile says. */
        ProfileContent: {
            /** @description Collections whose numbers are made by it; a collection has at most one profile of a kind. */
            collections?: components["schemas"]["Ref"][];
            /** @description What people note about it. */
            description?: string;
            /** @description Which numbers it makes. */
            kind?: components["schemas"]["ProfileKind"];
            /** @description The definitions. */
            settings?: components["schemas"]["ProjectSettings"];
        };
        /**
         * @description Which numbers a profile makes.
         * @enum {string}
         */
        ProfileKind: "dora" | "velocity";
        /** @description A stage of a lead time. */
        ProfileStage: {
            /**
             * Format: double
             * @description Its hours, by the metric's own aggregate.
             */
            hours?: number | null;
            /** @description `good`, `acceptable` or `slow`, where it has limits. */
            level?: string | null;
            /** @description The metric. */
            metric: string;
            /** @description Title of the metric. */
            metric_title: string;
            /**
             * Format: int64
             * @description How many items have it.
             */
            n: number;
            /** @description Its name, as `skipped_stages` has it. */
            name: string;
            /** @description Its title. */
            title: string;
        };
        /** @description What definitions amount to in the last 30 days. */
        ProfileTrial: {
            /** @description What the numbers go by, in words: what was chosen, and what was found where nothing was. */
            assumes: string[];
            /** @description The rules for the classes of changes that are in force: those chosen, or those gone by for want of any. */
            class_rules: components["schemas"]["ClassRule"][];
            /** @description What each rule matched. */
            matches: components["schemas"]["RuleMatches"][];
            /** @description The stages of the lead times, those that do not count as well. */
            stages: components["schemas"]["ProfileStage"][];
            /** @description The metrics whose stages can be defined. */
            timed: components["schemas"]["TimedMetric"][];
        };
        /** @description Integrations whose numbers belong together, and what counts in them. */
        Project: {
            /** @description What somebody should look at: integrations it used that are gone. */
            attention: components["schemas"]["Attention"][];
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /** @description What people note about it. */
            description: string;
            /** @description Its id. */
            id: string;
            /** @description The integrations mapped to it. */
            integrations: components["schemas"]["IntegrationRef"][];
            /** @description Its name, unique regardless of case. */
            name: string;
            /** @description What counts as a deployment and as a failure. */
            settings: components["schemas"]["ProjectSettings"];
        };
        /** @description What to change; fields that are left out stay. */
        ProjectChange: {
            /** @description A new description. */
            description?: string | null;
            /** @description A new name. */
            name?: string | null;
            settings?: components["schemas"]["ProjectSettings"] | null;
        };
        /** @description Values to choose from in a project's settings, at most 1,000 each, sorted. */
        ProjectOptions: {
            /** @description Branches, and branches that pull requests go to. */
            branches: string[];
            /** @description Environments of recorded deployments. */
            environments: string[];
            /** @description Statuses of issues. */
            issue_statuses: string[];
            /** @description Labels of issues. */
            labels: string[];
            /** @description Labels of pull requests. */
            pull_request_labels: string[];
            /** @description Full names of repositories. */
            repositories: string[];
            /** @description Names of pipelines. */
            workflows: string[];
        };
        /** @description A project by name. */
        ProjectRef: {
            /** @description Its id. */
            id: string;
            /** @description Its name. */
            name: string;
        };
        /** @description What counts as a deployment and as a failure in one project. Shown beside every number it shapes. */
        ProjectSettings: {
            /**
             * @description What a change is for: the first rule that matches it gives its class. Empty: by names that many teams use.
             * @default []
             */
            change_classes: components["schemas"]["ClassRule"][];
            /**
             * @description What counts as a deployment; a thing that matches any rule counts. Empty: detected from the data.
             * @default []
             */
            deployments: components["schemas"]["DeploymentRule"][];
            /**
             * @description Leaves out changes that bots opened.
             * @default true
             */
            exclude_bots: boolean;
            /**
             * @description What counts as a failure in production.
             * @default {
             *       "failed_deployments": false,
             *       "issue_labels": [
             *         "incident",
             *         "production incident"
             *       ],
             *       "revert_pull_requests": true,
             *       "window_hours": 168
             *     }
             */
            failures: components["schemas"]["FailureSettings"];
            /**
             * @description Parts of lead and cycle times that do not count: `coding`, `pickup`, `review`, `merge`, `deploy`, …
             * @default []
             */
            skipped_stages: string[];
            /**
             * @description Times in stages of one's own, by the id of their metric; other metrics go by the stages they come with.
             * @default {}
             */
            stages: {
                [key: string]: components["schemas"]["StageChain"];
            };
            /**
             * @description Where days begin: a name of the IANA time zone database.
             * @default UTC
             */
            time_zone: string;
            /** @default null */
            working_hours: components["schemas"]["WorkingHours"] | null;
        };
        /** @description A project to map to: one that exists, or a new one. */
        ProjectTarget: {
            /** @description Its id. */
            id?: string | null;
            new?: components["schemas"]["InlineProject"] | null;
            scope?: components["schemas"]["Scope"] | null;
        };
        /** @description The projects to map to, all of them. */
        ProjectTargets: {
            /** @description Each with its scope. */
            projects: components["schemas"]["ProjectTarget"][];
        };
        /** @description What would be deleted. */
        Purge: {
            /**
             * Format: int64
             * @description How many repositories that are read now would be left out.
             */
            partitions: number;
            /**
             * Format: int64
             * @description Their rows.
             */
            rows: number;
        };
        /** @description The rows of a query. */
        QueryResult: {
            /** @description Names of the columns. */
            columns: string[];
            /** @description One array of cells per row, in the order of the columns. Times are RFC 3339, lists are arrays. */
            rows: unknown[][];
            /** @description Whether there were more rows than asked for. */
            truncated: boolean;
        };
        /** @description One quota of the upstream. */
        Quota: {
            /** @description Its name at the upstream. */
            bucket: string;
            /**
             * Format: int64
             * @description Units per period.
             */
            limit?: number | null;
            /**
             * Format: int64
             * @description Units left.
             */
            remaining: number;
            /**
             * Format: date-time
             * @description When the period ends.
             */
            reset_at?: string | null;
        };
        /** @description A document as it came. */
        RawDocument: {
            /** @description The document. */
            body: unknown;
            /** @description How long it is. */
            bytes: number;
            /**
             * Format: date-time
             * @description When it was fetched.
             */
            fetched_at: string;
            /** @description Its natural key. */
            key: string;
            /** @description Id of its partition. */
            partition: string;
            /** @description Name of its partition. */
            partition_name: string;
            /** @description Stream it is of. */
            stream: string;
            /**
             * Format: date-time
             * @description When the upstream changed it last, if it says so.
             */
            updated_at?: string | null;
        };
        /** @description What a definition selects at this moment. */
        ReachView: {
            /**
             * Format: int64
             * @description How many repositories and projects.
             */
            asset_count: number;
            /** @description Repositories and projects, by integration. */
            assets: components["schemas"]["AssetsOf"][];
            /** @description What of the last 30 days it selects; empty unless asked for. */
            counts: components["schemas"]["SelectedCount"][];
            /** @description Ids of integrations that the definition names and that are gone or not mapped to the project any more. */
            lost: string[];
            /** @description People, the first hundred. */
            people: components["schemas"]["PersonRef"][];
            /**
             * Format: int64
             * @description How many people.
             */
            people_count: number;
        };
        /** @description What became of them. */
        Reauthentication: {
            /** @description What was tried, in order. */
            checks: components["schemas"]["Check"][];
            /** @description The integration now. */
            integration: components["schemas"]["Integration"];
            /** @description Whether the upstream accepts them. */
            ok: boolean;
            /** @description Whether they are stored. Nothing was changed otherwise. */
            stored: boolean;
            task?: components["schemas"]["Task"] | null;
        };
        /** @description The id of an object in the content of another. A text in JSON, as all ids are. */
        Ref: string;
        /** @description Rows of a table or of a query. */
        Rows: {
            /** @description Names of the columns. */
            columns: string[];
            /** @description Pass it as `after` to get the next page; null on the last. */
            next?: string | null;
            /** @description One array of cells per row, in the order of the columns. Times are RFC 3339, lists are arrays. */
            rows: unknown[][];
        };
        /** @description How many things a definition matched in the last 30 days. */
        RuleMatches: {
            /**
             * Format: int64
             * @description How many counted.
             */
            counted: number;
            /** @description Titles of a few, newest first. */
            examples: string[];
            /**
             * Format: int64
             * @description How many matched but were left out; of a class, how many it matches that an earlier rule decides.
             */
            left_out: number;
            /** @description What is matched: `deployments`, `failures`, `changes`, `pull_requests`, `issues`, `change_classes`. */
            of: string;
            /**
             * @description Place of the rule among the rules for deployments, or among those for classes of changes, from 0; null where nothing
             *     was chosen, for changes of no class, or for other things.
             */
            place?: number | null;
            /** @description The kind of thing, or where it is from. */
            rule: string;
        };
        /** @description When an integration is read, how far back, and when next. */
        Schedule: {
            backoff?: components["schemas"]["Backoff"] | null;
            /**
             * Format: int32
             * @description Days of history that the connector is read by default; null is everything.
             */
            default_depth_days?: number | null;
            /**
             * Format: int32
             * @description Days of history; null is everything.
             */
            depth_days?: number | null;
            full?: components["schemas"]["Cadence"] | null;
            /** @description Whether nobody has changed it. */
            is_default: boolean;
            /**
             * Format: date-time
             * @description When everything is read next.
             */
            next_full_at?: string | null;
            /**
             * Format: date-time
             * @description When what is new is read next; null while it runs, is paused or waits for re-authentication.
             */
            next_tail_at?: string | null;
            /** @description Whether scheduled tasks are stopped. */
            paused: boolean;
            /**
             * Format: date-time
             * @description Since when.
             */
            paused_at?: string | null;
            /** @description How often what is new is read. */
            tail: components["schemas"]["Cadence"];
            /** @description IANA name of the zone in which cron expressions are read. */
            time_zone: string;
        };
        /**
         * @description Which repositories (or projects of the tool) are meant, by patterns of their names: compared without case, `*` stands
         *     for any characters, `?` for one. No pattern to include means all; what is excluded is out.
         */
        Scope: {
            /** @description Names and patterns that are out. */
            exclude?: string[];
            /** @description Names and patterns that are in: `acme/web`, `acme/*`, `*legacy*`. */
            include?: string[];
        };
        /** @description What a scope would do. */
        ScopePreview: {
            /**
             * Format: int64
             * @description How many would be out.
             */
            left_out: number;
            /** @description Those that would be in, then the others; at most 500. */
            partitions: components["schemas"]["Previewed"][];
            /** @description What would be deleted; nothing when it is a project's. */
            purges: components["schemas"]["Purge"];
            /**
             * Format: int64
             * @description How many would be in.
             */
            selected: number;
            /**
             * Format: int64
             * @description How many there are.
             */
            total: number;
            /** @description Patterns that match nothing. */
            unmatched: string[];
        };
        /**
         * @description Who makes the secret of a webhook.
         * @enum {string}
         */
        SecretFrom: "weir" | "vendor";
        /** @description How many items of a metric are selected. */
        SelectedCount: {
            /** @description The metric. */
            metric: string;
            /**
             * Format: int64
             * @description How many items count.
             */
            n: number;
            /** @description Its title. */
            title: string;
        };
        /** @description Who is asking, and who must show a key. */
        Session: {
            /** @description Whether the request may do everything: it carries a key, or none is needed. */
            authenticated: boolean;
            /** @description Whether the data is a simulated company's. */
            demo: boolean;
            /** @description Whether a key is needed. */
            required: boolean;
        };
        /** @description A scope to set. */
        SetScope: {
            scope?: components["schemas"]["Scope"] | null;
        };
        /**
         * @description How much it matters.
         * @enum {string}
         */
        Severity: "ok" | "info" | "warning" | "critical";
        /** @description A key. */
        SignIn: {
            /**
             * Format: password
             * @description The admin key, shown when the server first started.
             */
            key: string;
        };
        /** @description One key of a breakdown. */
        Slice: {
            /** @description Key; empty for items without one. */
            key: string;
            /**
             * Format: int64
             * @description Items it was computed from.
             */
            n: number;
            /**
             * Format: double
             * @description Its number in the range before.
             */
            previous?: number | null;
            /** @description Its number over time; empty for all but the dozen keys with most items. */
            series: components["schemas"]["Point"][];
            /**
             * Format: double
             * @description Its number.
             */
            value?: number | null;
        };
        /** @description One reading of what was typed. */
        Sought: {
            /** @description `number` in a repository, `commit`, `name` of a repository, `key`, or `url` anywhere in a document. */
            kind: string;
            /** @description What is looked for. */
            text: string;
        };
        /** @description A time range. */
        Span: {
            /**
             * Format: date-time
             * @description Its beginning.
             */
            from: string;
            /**
             * Format: date-time
             * @description Its end.
             */
            to: string;
        };
        /** @description An account that is somebody else's. */
        Split: {
            /** @description Login or address. */
            account: string;
            /** @description Its integration. */
            integration_id: string;
        };
        /** @description A query. */
        SqlQuery: {
            /** @description At most this many rows, 1 to 10,000; 10,000 when left out. */
            limit?: number | null;
            /** @description One SELECT over the tables by their plain names. */
            sql: string;
        };
        /** @description A time in stages of one's own: from its first event to that of its last stage. */
        StageChain: {
            /** @description The stages in their order. Each is measured from the nearest event before it in the chain that happened. */
            stages: components["schemas"]["StageRule"][];
            /** @description The event with which the time begins. */
            start: components["schemas"]["StageEvent"];
        };
        /** @description What begins or ends a stage. */
        StageEvent: {
            /** @enum {string} */
            kind: "moment";
            /** @description One of the metric's events. */
            name: string;
        } | {
            /** @enum {string} */
            kind: "status";
            /** @description Names of the statuses. Upper and lower case are the same. */
            names: string[];
        } | {
            /** @description `todo`, `in_progress` or `done`. */
            category: string;
            /** @enum {string} */
            kind: "status_category";
        };
        /** @description A moment that may begin or end a stage. */
        StageMoment: {
            /** @description Its name in a definition. */
            name: string;
            /** @description Its title. */
            title: string;
        };
        /** @description One stage. */
        StageRule: {
            /**
             * Format: int32
             * @description Up to so many hours it is acceptable; beyond them it is slow.
             */
            acceptable_hours?: number | null;
            /** @description The event that ends it. */
            end: components["schemas"]["StageEvent"];
            /**
             * Format: int32
             * @description Up to so many hours it is good.
             */
            good_hours?: number | null;
            /** @description What people call it. */
            title: string;
        };
        /** @description One part of the number. */
        StageValue: {
            /**
             * Format: int32
             * @description Up to so many hours it is acceptable.
             */
            acceptable_hours?: number | null;
            /**
             * Format: int32
             * @description Up to so many hours it is good, by the stages of a profile.
             */
            good_hours?: number | null;
            /** @description `good`, `acceptable` or `slow`, where it has both limits. */
            level?: string | null;
            /**
             * Format: int64
             * @description How many have it.
             */
            n: number;
            /** @description Column of the items. */
            name: string;
            /** @description Title. */
            title: string;
            /**
             * Format: double
             * @description The same aggregate over the items that have this stage.
             */
            value?: number | null;
        };
        /** @description How the person reaches this server. */
        StartAuthorization: {
            /** @description Scheme and host of this server as the browser has it: `https://weir.example.com`. */
            origin: string;
        };
        /**
         * @description What may be said of an integration or a stream.
         * @enum {string}
         */
        State: "healthy" | "first_sync" | "running" | "never_run" | "settings_changed" | "paused" | "deleting" | "delayed" | "throttled" | "interrupted" | "backing_off" | "partially_failed" | "missing_permission" | "credential_expiring" | "credential_expired" | "unauthorized" | "misconfigured" | "unreachable" | "breaker_open" | "upstream_fault" | "storage" | "failed" | "webhook_silent" | "off";
        /** @description A stored row. */
        StoredRow: {
            /** @description Its id. */
            id: string;
            /** @description Its cells by column. */
            row: {
                [key: string]: unknown;
            };
            /** @description Its table. */
            table: string;
        };
        /** @description How a stream is doing. */
        StreamDiagnostics: {
            /**
             * Format: int64
             * @description Seconds since then.
             */
            age_seconds?: number | null;
            completeness?: components["schemas"]["Completeness"] | null;
            /** @description Time ranges that are read completely, oldest first. */
            coverage: components["schemas"]["Span"][];
            /** @description What it collects. */
            doc: string;
            /** @description Whether the configuration switches it on. */
            enabled: boolean;
            /**
             * Format: date-time
             * @description When it was last caught up.
             */
            fresh_at?: string | null;
            /** @description Time ranges that are wanted and not read yet, oldest first. */
            holes: components["schemas"]["Span"][];
            last_error?: components["schemas"]["ErrorReport"] | null;
            /** @description Its name. */
            name: string;
            /**
             * Format: date-time
             * @description Creation time of the newest of these rows.
             */
            newest?: string | null;
            /**
             * Format: date-time
             * @description Creation time of the oldest of these rows.
             */
            oldest?: string | null;
            /**
             * Format: int64
             * @description Partitions that are caught up, of its last run.
             */
            partitions_done: number;
            /**
             * Format: int64
             * @description Partitions there are.
             */
            partitions_total: number;
            /**
             * Format: int64
             * @description Rows in the table of its name; null when it has none of its own.
             */
            rows?: number | null;
            /** @description What its last run left out: reason to count. */
            skipped: {
                [key: string]: number;
            };
            /** @description How it is doing. */
            state: components["schemas"]["State"];
            /**
             * Format: date-time
             * @description Oldest moment that the schedule asks for; null is everything.
             */
            wanted_from?: string | null;
        };
        /** @description How a stream is doing. */
        StreamHealth: {
            /** @description Time ranges that are read completely, oldest first. */
            coverage: components["schemas"]["Span"][];
            /** @description What it collects. */
            doc: string;
            /** @description Whether the configuration switches it on. */
            enabled: boolean;
            /**
             * Format: date-time
             * @description When it was last caught up.
             */
            fresh_at?: string | null;
            last_error?: components["schemas"]["ErrorReport"] | null;
            /** @description Its name. */
            name: string;
            /**
             * Format: date-time
             * @description Creation time of the newest of these rows.
             */
            newest?: string | null;
            /**
             * Format: date-time
             * @description Creation time of the oldest of these rows.
             */
            oldest?: string | null;
            /**
             * Format: int64
             * @description Rows in the table of its name; null when it has none of its own.
             */
            rows?: number | null;
            /** @description What its last run left out: reason to count. */
            skipped: {
                [key: string]: number;
            };
        };
        /** @description Something that a connector can ingest. */
        StreamInfo: {
            /** @description What it collects. */
            doc: string;
            /** @description Its name. */
            name: string;
            /** @description The configuration switch without which it is not run. */
            option?: string | null;
            /** @description The permission it needs, in the vendor's words. */
            permission: string;
        };
        /** @description What one stream is expected to take. */
        StreamPlan: {
            /**
             * Format: int64
             * @description Partitions that were asked about, where some stand for all.
             */
            asked?: number | null;
            /** @description Whether older records are counted than are read, so that it may be less. */
            at_most: boolean;
            /** @description How that is known. */
            basis: components["schemas"]["PlanBasis"];
            /**
             * Format: int64
             * @description Bytes of the git repositories that are copied.
             */
            bytes?: number | null;
            /**
             * Format: int64
             * @description Partitions for which these stand.
             */
            of?: number | null;
            /**
             * Format: int64
             * @description Points, where the upstream counts them.
             */
            points?: number | null;
            /**
             * Format: int64
             * @description Records to read.
             */
            records?: number | null;
            /**
             * Format: int64
             * @description Requests.
             */
            requests?: number | null;
            /** @description Its name. */
            stream: string;
            /**
             * Format: int64
             * @description Earlier tasks whose middle it is.
             */
            tasks?: number | null;
            /**
             * Format: int64
             * @description Records there are at the upstream, where it has counted all of them.
             */
            total?: number | null;
        };
        /** @description What one stream did in one task. */
        StreamReport: {
            /** @description Values outside the documented sets: `field=value` to count. */
            drift: {
                [key: string]: number;
            };
            error?: components["schemas"]["ErrorReport"] | null;
            /**
             * Format: int64
             * @description Upstream documents that are still to be read, where the upstream says how many there are.
             */
            estimate?: number | null;
            /**
             * Format: date-time
             * @description When it ended.
             */
            finished?: string | null;
            /**
             * Format: int64
             * @description Partitions (repositories) that are read.
             */
            partitions_done: number;
            /**
             * Format: int64
             * @description Partitions there are.
             */
            partitions_total: number;
            /**
             * Format: int64
             * @description Points spent, where the upstream counts them.
             */
            points: number;
            /**
             * Format: int64
             * @description Upstream documents stored.
             */
            records: number;
            /**
             * Format: int64
             * @description Requests made.
             */
            requests: number;
            /**
             * Format: int64
             * @description Requests that had to be made again.
             */
            retries: number;
            /**
             * Format: int64
             * @description Rows written to tables.
             */
            rows: number;
            /** @description What was left out: reason to count. */
            skipped: {
                [key: string]: number;
            };
            /**
             * Format: date-time
             * @description When it began.
             */
            started?: string | null;
            /** @description Its name. */
            stream: string;
        };
        /** @description Whom it concerns. */
        Subject: {
            /** @description Its id. */
            id: string;
            /** @description `project`, `collection` or `profile`. */
            kind: string;
            /** @description Its name. */
            name: string;
            /** @description Id of the project it belongs to; its own id when it is one. */
            project_id?: string | null;
        };
        /** @description Two contributors who may be one person. */
        Suggestion: {
            /** @description The accounts that look alike, as `integration/account`. */
            accounts: string[];
            /**
             * Format: double
             * @description How sure it is, from 0 to 1.
             */
            confidence: number;
            /** @description Id of the one who would stay. */
            one: string;
            /** @description Their name. */
            one_name: string;
            /** @description Id of the one who would be merged into them. */
            other: string;
            /** @description Their name. */
            other_name: string;
            /** @description Why. */
            reason: string;
        };
        /**
         * @description The tasks of the past week in one word.
         * @enum {string}
         */
        Summary: "healthy" | "needs_attention" | "critical" | "paused" | "unknown";
        /**
         * @description What to run.
         * @enum {string}
         */
        SyncKind: "sync" | "full" | "replay";
        /** @description How far to read. */
        SyncRequest: {
            /** @description `sync`, or `full` to read everything again that the tail cannot see change; `sync` when left out. */
            kind?: components["schemas"]["SyncKind"];
            /** @description Oldest moment wanted, as `YYYY-MM-DD` or RFC 3339; as far back as the schedule says when left out. */
            since?: string | null;
        };
        /** @description A column. */
        TableColumn: {
            /** @description What it says, with its unit. */
            doc: string;
            /** @description Its name in SQL. */
            name: string;
            /** @description `id`, `text`, `integer`, `number`, `boolean`, `time` or `list` (of texts). */
            type: string;
        };
        /** @description A table that queries can read. */
        TableInfo: {
            /**
             * Format: int64
             * @description Bytes of its files.
             */
            bytes: number;
            /** @description Its columns, in order. */
            columns: components["schemas"]["TableColumn"][];
            /** @description What one row is. */
            doc: string;
            /** @description Its name in SQL. */
            name: string;
            /**
             * Format: int64
             * @description Rows, each counted once.
             */
            rows: number;
        };
        /** @description Rows of one table. */
        TableRows: {
            /** @description The table. */
            name: string;
            /**
             * Format: int64
             * @description Rows.
             */
            rows: number;
        };
        /** @description One line of the ingestion log. */
        Task: {
            /**
             * Format: int64
             * @description Number of its newest attempt, from 1.
             */
            attempt: number;
            /** @description Its attempts, oldest first. Only where one task is shown. */
            attempts: components["schemas"]["Attempt"][];
            /**
             * Format: int64
             * @description How long it took, in milliseconds; of a running task, so far.
             */
            duration_ms: number;
            error?: components["schemas"]["ErrorReport"] | null;
            /**
             * Format: date-time
             * @description When it ended.
             */
            finished_at?: string | null;
            /** @description Its id; later tasks have higher numbers. */
            id: string;
            /** @description Its name. */
            integration: string;
            /** @description Whose. */
            integration_id: string;
            /** @description `sync`, `full` pass, or `replay` of stored records. */
            kind: components["schemas"]["TaskKind"];
            /** @description What started it. */
            lane: components["schemas"]["TaskLane"];
            plan?: components["schemas"]["Plan"] | null;
            /**
             * Format: int64
             * @description Points spent, where the upstream counts them.
             */
            points: number;
            /**
             * Format: int64
             * @description Upstream documents stored.
             */
            records: number;
            /**
             * Format: int64
             * @description Requests made.
             */
            requests: number;
            /**
             * Format: int64
             * @description Requests that had to be made again.
             */
            retries: number;
            /**
             * Format: int64
             * @description Rows written to tables.
             */
            rows: number;
            /**
             * Format: date-time
             * @description How far back it was asked to read; null is everything.
             */
            since?: string | null;
            /**
             * Format: date-time
             * @description When it began.
             */
            started_at: string;
            /** @description How it stands. `throttled`: the upstream's quota is used up, the next task goes on. */
            status: components["schemas"]["TaskStatus"];
            /** @description What each stream did. */
            streams: components["schemas"]["StreamReport"][];
        };
        /**
         * @description What a task does.
         * @enum {string}
         */
        TaskKind: "sync" | "full" | "replay";
        /**
         * @description What started a task.
         * @enum {string}
         */
        TaskLane: "tail" | "full" | "manual" | "retry" | "webhook";
        /**
         * @description How a task stands.
         * @enum {string}
         */
        TaskStatus: "running" | "succeeded" | "failed" | "cancelled" | "throttled";
        /** @description An Insight that comes with the product. */
        TemplateView: {
            /** @description What it is for. */
            about: string;
            /** @description What it shows. */
            content: components["schemas"]["InsightContent"];
            /** @description Its id. */
            id: string;
            /** @description Its name. */
            name: string;
        };
        /** @description A metric whose stages can be defined. */
        TimedMetric: {
            /** @description The moments that may begin or end a stage. */
            events: components["schemas"]["StageMoment"][];
            /** @description Whether statuses may as well: its items are issues. */
            has_statuses: boolean;
            /** @description The metric. */
            metric: string;
            /** @description The stages it comes with. */
            own: components["schemas"]["StageChain"];
            /** @description Its title. */
            title: string;
        };
        /** @description A definition to try. */
        TriedDefinition: {
            /** @description Whether to count as well what of the last 30 days it selects, which takes longer. */
            count?: boolean;
            /** @description What would belong to the collection. */
            definition: components["schemas"]["Definition"];
        };
        /** @description Definitions to try. */
        TriedSettings: {
            /** @description Which numbers they would make. */
            kind?: components["schemas"]["ProfileKind"];
            /** @description The definitions. */
            settings: components["schemas"]["ProjectSettings"];
        };
        /** @description A scope to try. */
        TryScope: {
            /** @description The project whose mapping it would be; when left out, it would be the integration's own. */
            project_id?: string | null;
            scope?: components["schemas"]["Scope"] | null;
        };
        /** @description Settings to try. */
        Validate: {
            /** @description Configuration by the connector's schema. */
            config: {
                [key: string]: unknown;
            };
            /** @description An integration whose stored secrets stand in for those that are left out. */
            integration_id?: string | null;
            /** @description Id of the connector. */
            kind: string;
            /** @description Secrets by the names of the connector's credentials. */
            secrets?: {
                [key: string]: string;
            };
        };
        /** @description What trying the settings showed. */
        Validation: {
            /** @description What was tried, in order. */
            checks: components["schemas"]["Check"][];
            /** @description Whether everything worked. */
            ok: boolean;
        };
        /**
         * @description What ends a pause after failures.
         * @enum {string}
         */
        WaitsFor: "time" | "re_authentication";
        /** @description How many deliveries there are. */
        WebhookCounts: {
            /**
             * Format: int64
             * @description What they touch was read.
             */
            done: number;
            /**
             * Format: int64
             * @description Sent again, and not kept twice.
             */
            duplicate: number;
            /**
             * Format: int64
             * @description Given up.
             */
            failed: number;
            /**
             * Format: int64
             * @description They touch nothing that is ingested.
             */
            ignored: number;
            /**
             * Format: int64
             * @description What they touch is still to be read.
             */
            pending: number;
            /**
             * Format: int64
             * @description Forged, too old, too long or unreadable.
             */
            refused: number;
            /** @description The same by reason: `accepted`, `duplicate`, `forged`, `stale`, `oversized`, `unreadable`. */
            results: {
                [key: string]: number;
            };
        };
        /** @description Something that an upstream has delivered. */
        WebhookDelivery: {
            /**
             * Format: int64
             * @description How often that was tried.
             */
            attempts: number;
            /**
             * Format: int64
             * @description Length of its body.
             */
            bytes: number;
            /** @description The sender's id of it. */
            delivery_id: string;
            /** @description What went wrong the last time. */
            error?: string | null;
            /** @description Name of the event. */
            event: string;
            /** @description Its id; later ones are higher. */
            id: string;
            /**
             * Format: date-time
             * @description When it is tried next.
             */
            next_at?: string | null;
            /**
             * Format: date-time
             * @description When it was dealt with.
             */
            processed_at?: string | null;
            /**
             * Format: date-time
             * @description When it came.
             */
            received_at: string;
            /** @description How it stands. */
            state: components["schemas"]["WebhookDeliveryState"];
            /** @description What it led to read again: stream, partition, key. */
            touched: string[];
        };
        /**
         * @description How a delivery stands.
         * @enum {string}
         */
        WebhookDeliveryState: "pending" | "done" | "ignored" | "failed";
        /** @description An event. */
        WebhookEvent: {
            /** @description What it says. */
            doc: string;
            /** @description Its name, as the vendor writes it. */
            name: string;
        };
        /** @description How asking for failed deliveries goes. */
        WebhookRedelivery: {
            /**
             * Format: int64
             * @description How many were asked for since the beginning.
             */
            asked: number;
            /**
             * Format: date-time
             * @description When it was last looked.
             */
            checked_at?: string | null;
            /** @description Why they could not be asked for. */
            message?: string | null;
        };
        /** @description A secret that was just made, and the address it is for. */
        WebhookSecret: {
            /** @description Its path. */
            path: string;
            /**
             * Format: date-time
             * @description Until when the secret before passes too.
             */
            previous_valid_until?: string | null;
            /** @description The secret, shown only now; null when the request has given it. */
            secret?: string | null;
            /** @description The address to enter upstream. */
            url: string;
        };
        /** @description The secret that deliveries are signed with; never what it is. */
        WebhookSecretState: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description Until when the one before passes too.
             */
            previous_valid_until?: string | null;
        };
        /** @description How webhooks are set up. */
        WebhookSetup: {
            /** @description Whether deliveries are themselves the records, rather than hints to read again. */
            carries_records: boolean;
            /** @description The content type to choose, where there is a choice. */
            content_type?: string | null;
            /** @description The vendor's page. */
            docs: string;
            /** @description Events to switch on. */
            events: components["schemas"]["WebhookEvent"][];
            /** @description How deliveries are checked. */
            proof: string;
            /** @description Who makes the secret: `weir` or `vendor`. */
            secret_from: components["schemas"]["SecretFrom"];
            /** @description What to do, in order. `{url}` and `{secret}` stand for what is to be entered. */
            steps: string[];
            /** @description The vendor's product. */
            title: string;
        };
        /** @description How deliveries of an integration are set up, and how they are doing. */
        Webhooks: {
            /** @description Deliveries by how they stand, and those that are not kept by why. */
            counts: components["schemas"]["WebhookCounts"];
            /** @description Whether the address answers: it does once there is a secret. */
            enabled: boolean;
            last_delivery?: components["schemas"]["WebhookDelivery"] | null;
            /** @description Its path. */
            path?: string | null;
            redelivery?: components["schemas"]["WebhookRedelivery"] | null;
            /**
             * Format: int64
             * @description Days for which deliveries are kept after they were dealt with.
             */
            retention_days: number;
            secret?: components["schemas"]["WebhookSecretState"] | null;
            setup?: components["schemas"]["WebhookSetup"] | null;
            /** @description Whether the connector has webhooks. */
            supported: boolean;
            /** @description The address to enter upstream, as this request has reached the server. */
            url?: string | null;
        };
        /** @description How the tasks of the past week ended. */
        Week: {
            /**
             * Format: int64
             * @description Stopped by somebody.
             */
            cancelled: number;
            /**
             * Format: int64
             * @description Failed.
             */
            failed: number;
            /**
             * Format: int64
             * @description Succeeded.
             */
            succeeded: number;
            /**
             * Format: int64
             * @description Out of quota.
             */
            throttled: number;
        };
        /** @description One box of a page: a metric and how it is drawn, or a note. */
        Widget: {
            /** @description One of the metric's aggregates; its first when left out. */
            aggregate?: string | null;
            /** @description `day`, `week` or `month`; by the length of the range when left out. */
            bucket?: string | null;
            /** @description Dimension to break down by. */
            by?: string | null;
            /** @description How it is drawn. */
            chart: components["schemas"]["Chart"];
            /**
             * Format: int32
             * @description The number is of so many days up to the end of the page's range; of the page's whole range when left out.
             */
            days?: number | null;
            /** @description Conditions that items must meet. */
            filters?: components["schemas"]["Filter"][];
            /**
             * Format: int32
             * @description Rows it takes.
             */
            h: number;
            /** @description Its id within the page: a short word. */
            id: string;
            /** @description The metric; none for a note. */
            metric?: string | null;
            /** @description Text of a note. */
            text?: string;
            /** @description Its title; the metric's when empty. */
            title?: string;
            /**
             * Format: int32
             * @description Columns it takes.
             */
            w: number;
            /**
             * Format: int32
             * @description Column of its left edge, 0 to 11.
             */
            x: number;
            /**
             * Format: int32
             * @description Row of its upper edge.
             */
            y: number;
        };
        /** @description The hours of the week in which people work, in the project's time zone. */
        WorkingHours: {
            /** @description Days of the week, 1 is Monday. */
            days: number[];
            /**
             * Format: int32
             * @description Minute of the day at which work begins: 540 is 9:00.
             */
            from_minute: number;
            /**
             * Format: int32
             * @description Minute of the day at which it ends: 1020 is 17:00.
             */
            to_minute: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    account_health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_Broken"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_attention: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_Attention"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    settle_attention: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the entry */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it is gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. `forbidden_origin`: A page of another site asked for a change. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    update_category: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the category */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCategory"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Category"];
                };
            };
            /** @description `invalid_request`: The body or a parameter cannot be read. `invalid_value`: A field holds a value that does not do. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. `forbidden_origin`: A page of another site asked for a change. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `conflict`: the name is taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `payload_too_large`: The body is too long. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unsupported_media_type`: The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    delete_category: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the category */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it is gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. `forbidden_origin`: A page of another site asked for a change. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `conflict`: it has collections */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    show_collection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the collection */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Collection"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    update_collection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the collection */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCollection"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Collection"];
                };
            };
            /** @description `invalid_request`: The body or a parameter cannot be read. `invalid_value`: A field holds a value that does not do. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. `forbidden_origin`: A page of another site asked for a change. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `conflict`: the name is taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `payload_too_large`: The body is too long. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unsupported_media_type`: The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    delete_collection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the collection */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it is gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. `forbidden_origin`: A page of another site asked for a change. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `conflict`: others are below it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_connectors: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_Connector"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_contributors: {
        parameters: {
            query?: {
                /** @description Words that must all be in the name, the address, an account or an attribute, regardless of case. */
                q?: string;
                /** @description Only these: `people`, `bots`, `undecided`, or `alone`, who have no address. */
                show?: string;
                /** @description At most this many, 1 to 500; all of them when left out. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_Contributor"];
                };
            };
            /** @description `invalid_request`: The body or a parameter cannot be read. `invalid_value`: A field holds a value that does not do. `invalid_cursor`: The page cursor was not given by this list. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    export_contributors: {
        parameters: {
            query?: {
                /** @description What was noted in this version; what is noted now when left out. */
                version?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description `invalid_request`: The body or a parameter cannot be read. `invalid_value`: A field holds a value that does not do. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    import_contributors: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContributorFile"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportView"];
                };
            };
            /** @description `invalid_request`: The body or a parameter cannot be read. `invalid_value`: A field holds a value that does not do. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. `forbidden_origin`: A page of another site asked for a change. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `payload_too_large`: The body is too long. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unsupported_media_type`: The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_contributor_events: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_ContributorEvent"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    split_account: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Split"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contributor"];
                };
            };
            /** @description `invalid_request`: The body or a parameter cannot be read. `invalid_value`: A field holds a value that does not do. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. `forbidden_origin`: A page of another site asked for a change. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `payload_too_large`: The body is too long. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unsupported_media_type`: The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_suggestions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_Suggestion"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    decide_suggestions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Decisions"];
            };
        };
        responses: {
            /** @description they are decided */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_request`: The body or a parameter cannot be read. `invalid_value`: A field holds a value that does not do. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. `forbidden_origin`: A page of another site asked for a change. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `payload_too_large`: The body is too long. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unsupported_media_type`: The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_contributor_versions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_ContributorVersion"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    show_contributor: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the contributor */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contributor"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    update_contributor: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the contributor */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContributorEdit"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contributor"];
                };
            };
            /** @description `invalid_request`: The body or a parameter cannot be read. `invalid_value`: A field holds a value that does not do. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. `forbidden_origin`: A page of another site asked for a change. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `payload_too_large`: The body is too long. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unsupported_media_type`: The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_events_of_contributor: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the contributor */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_ContributorEvent"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    merge_contributors: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the contributor who stays */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Merge"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contributor"];
                };
            };
            /** @description `invalid_request`: The body or a parameter cannot be read. `invalid_value`: A field holds a value that does not do. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. `forbidden_origin`: A page of another site asked for a change. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `payload_too_large`: The body is too long. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unsupported_media_type`: The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_deletions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_Deletion"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listen: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description events, until the caller or the server ends */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["IntegrationEvent"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthReport"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_templates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_TemplateView"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    show_insight: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the Insight */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Insight"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    update_insight: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the Insight */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangedInsight"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Insight"];
                };
            };
            /** @description `invalid_request`: The body or a parameter cannot be read. `invalid_value`: A field holds a value that does not do. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. `forbidden_origin`: A page of another site asked for a change. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `conflict`: the name is taken; `changed`: another has changed it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `payload_too_large`: The body is too long. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unsupported_media_type`: The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    delete_insight: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the Insight */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it is gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. `forbidden_origin`: A page of another site asked for a change. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    export_insight: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the Insight */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/yaml": string;
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_integrations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_Integration"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    create_integration: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewIntegration"];
            };
        };
        responses: {
            /** @description done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Integration"];
                };
            };
            /** @description `invalid_request`: The body or a parameter cannot be read. `invalid_value`: A field holds a value that does not do. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. `forbidden_origin`: A page of another site asked for a change. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `conflict`: the name is taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `payload_too_large`: The body is too long. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unsupported_media_type`: The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    preview_new: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanRequest"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Plan"];
                };
            };
            /** @description `invalid_value`: the upstream cannot be asked `invalid_request`: The body or a parameter cannot be read. `invalid_value`: A field holds a value that does not do. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. `forbidden_origin`: A page of another site asked for a change. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `payload_too_large`: The body is too long. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unsupported_media_type`: The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    validate_integration: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Validate"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Validation"];
                };
            };
            /** @description `invalid_request`: The body or a parameter cannot be read. `invalid_value`: A field holds a value that does not do. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. `forbidden_origin`: A page of another site asked for a change. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `payload_too_large`: The body is too long. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unsupported_media_type`: The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    show_integration: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the integration */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Integration"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    delete_integration: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the integration */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Confirmation"];
            };
        };
        responses: {
            /** @description done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Integration"];
                };
            };
            /** @description `invalid_request`: The body or a parameter cannot be read. `invalid_value`: A field holds a value that does not do. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. `forbidden_origin`: A page of another site asked for a change. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `payload_too_large`: The body is too long. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unsupported_media_type`: The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    update_integration: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the integration */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IntegrationChange"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Integration"];
                };
            };
            /** @description `invalid_request`: The body or a parameter cannot be read. `invalid_value`: A field holds a value that does not do. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. `forbidden_origin`: A page of another site asked for a change. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `conflict`: the name is taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `payload_too_large`: The body is too long. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unsupported_media_type`: The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    authorize_integration: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the integration */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StartAuthorization"];
            };
        };
        responses: {
            /** @description done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthorizationStarted"];
                };
            };
            /** @description `invalid_request`: The body or a parameter cannot be read. `invalid_value`: A field holds a value that does not do. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. `forbidden_origin`: A page of another site asked for a change. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `payload_too_large`: The body is too long. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unsupported_media_type`: The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    cancel_sync: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the integration */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Cancellation"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. `forbidden_origin`: A page of another site asked for a change. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    reauthenticate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the integration */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Credentials"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reauthentication"];
                };
            };
            /** @description `invalid_request`: The body or a parameter cannot be read. `invalid_value`: A field holds a value that does not do. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. `forbidden_origin`: A page of another site asked for a change. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `conflict`: it is being deleted */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `payload_too_large`: The body is too long. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unsupported_media_type`: The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    preview_deletion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the integration */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeletionPreview"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    show_diagnostics: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the integration */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Diagnostics"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    look_up: {
        parameters: {
            query: {
                /** @description `ABC-1`, `owner/repo#12`, a commit's hash or its first 7 digits or more, an address, or any natural key. */
                key: string;
                /** @description At most this many documents, 1 to 100; 20 when left out. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description Id of the integration */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Lookup"];
                };
            };
            /** @description `invalid_request`: The body or a parameter cannot be read. `invalid_value`: A field holds a value that does not do. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    show_monitoring: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the integration */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Monitoring"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    pause_integration: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the integration */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Schedule"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. `forbidden_origin`: A page of another site asked for a change. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    preview_sync: {
        parameters: {
            query?: {
                /** @description Days of history; `all` is everything. As deep as the schedule says when left out. */
                depth_days?: string;
            };
            header?: never;
            path: {
                /** @description Id of the integration */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Plan"];
                };
            };
            /** @description `invalid_value`: the upstream cannot be asked `invalid_request`: The body or a parameter cannot be read. `invalid_value`: A field holds a value that does not do. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_mapped_projects: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the integration */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_MappedProject"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    map_to_projects: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the integration */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProjectTargets"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_MappedProject"];
                };
            };
            /** @description `invalid_request`: The body or a parameter cannot be read. `invalid_value`: A field holds a value that does not do. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. `forbidden_origin`: A page of another site asked for a change. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `conflict`: a name is taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `payload_too_large`: The body is too long. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unsupported_media_type`: The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    resume_integration: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the integration */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Schedule"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. `forbidden_origin`: A page of another site asked for a change. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    show_schedule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the integration */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Schedule"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    set_schedule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the integration */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSchedule"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Schedule"];
                };
            };
            /** @description `invalid_request`: The body or a parameter cannot be read. `invalid_value`: A field holds a value that does not do. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. `forbidden_origin`: A page of another site asked for a change. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `payload_too_large`: The body is too long. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unsupported_media_type`: The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    show_scope: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the integration */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IntegrationScope"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    set_scope: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the integration */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetScope"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IntegrationScope"];
                };
            };
            /** @description `invalid_request`: The body or a parameter cannot be read. `invalid_value`: A field holds a value that does not do. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. `forbidden_origin`: A page of another site asked for a change. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `conflict`: it is being deleted */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `payload_too_large`: The body is too long. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unsupported_media_type`: The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    preview_scope: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the integration */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TryScope"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScopePreview"];
                };
            };
            /** @description `invalid_request`: The body or a parameter cannot be read. `invalid_value`: A field holds a value that does not do. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. `forbidden_origin`: A page of another site asked for a change. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `payload_too_large`: The body is too long. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unsupported_media_type`: The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    start_sync: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the integration */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SyncRequest"];
            };
        };
        responses: {
            /** @description done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
            /** @description `invalid_request`: The body or a parameter cannot be read. `invalid_value`: A field holds a value that does not do. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. `forbidden_origin`: A page of another site asked for a change. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `conflict`: a task is running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `payload_too_large`: The body is too long. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unsupported_media_type`: The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_tasks: {
        parameters: {
            query?: {
                /** @description How they stand, separated by commas: `failed,cancelled`. */
                status?: string;
                /** @description What they do, separated by commas: `sync`, `full`, `replay`. */
                kind?: string;
                /** @description Started at or after this day or moment. */
                from?: string;
                /** @description Started before this day or moment. */
                to?: string;
                /** @description Why they failed, separated by commas: `unauthorized,throttled`. */
                error_class?: string;
                /** @description A text in what went wrong, what to do, the stream or the partition, regardless of case. */
                q?: string;
                /** @description At most this many, 1 to 200; 50 when left out. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
            };
            header?: never;
            path: {
                /** @description Id of the integration */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_Task"];
                };
            };
            /** @description `invalid_request`: The body or a parameter cannot be read. `invalid_value`: A field holds a value that does not do. `invalid_cursor`: The page cursor was not given by this list. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    show_webhooks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the integration */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhooks"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    delete_webhooks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the integration */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. `forbidden_origin`: A page of another site asked for a change. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_webhook_deliveries: {
        parameters: {
            query?: {
                /** @description Only those that stand so: `pending`, `done`, `ignored`, `failed`. */
                state?: components["schemas"]["WebhookDeliveryState"];
                /** @description Only those of this event. */
                event?: string;
                /** @description At most this many, 1 to 200; 50 when left out. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
            };
            header?: never;
            path: {
                /** @description Id of the integration */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_WebhookDelivery"];
                };
            };
            /** @description `invalid_request`: The body or a parameter cannot be read. `invalid_value`: A field holds a value that does not do. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    rotate_webhook_secret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the integration */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewWebhookSecret"];
            };
        };
        responses: {
            /** @description done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookSecret"];
                };
            };
            /** @description `invalid_request`: The body or a parameter cannot be read. `invalid_value`: A field holds a value that does not do. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. `forbidden_origin`: A page of another site asked for a change. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `conflict`: the integration is being deleted */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `payload_too_large`: The body is too long. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unsupported_media_type`: The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_metrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_MetricInfo"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_channels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_Channel"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    create_channel: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewChannel"];
            };
        };
        responses: {
            /** @description done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Channel"];
                };
            };
            /** @description `invalid_request`: The body or a parameter cannot be read. `invalid_value`: A field holds a value that does not do. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. `forbidden_origin`: A page of another site asked for a change. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `conflict`: the name is taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `payload_too_large`: The body is too long. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unsupported_media_type`: The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    show_channel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the channel */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Channel"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    delete_channel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the channel */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it is gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. `forbidden_origin`: A page of another site asked for a change. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    update_channel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the channel */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChannelSettings"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Channel"];
                };
            };
            /** @description `invalid_request`: The body or a parameter cannot be read. `invalid_value`: A field holds a value that does not do. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. `forbidden_origin`: A page of another site asked for a change. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `conflict`: the name is taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `payload_too_large`: The body is too long. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unsupported_media_type`: The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    rotate_channel_secret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the channel */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Channel"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. `forbidden_origin`: A page of another site asked for a change. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `conflict`: it is no webhook */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    test_channel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the channel */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelTest"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. `forbidden_origin`: A page of another site asked for a change. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_notifications: {
        parameters: {
            query?: {
                /** @description Only of this channel. */
                channel?: string;
                /** @description Entries on the page, at most 200. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_Notification"];
                };
            };
            /** @description `invalid_request`: The body or a parameter cannot be read. `invalid_value`: A field holds a value that does not do. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    show_profile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the profile */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Profile"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    update_profile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the profile */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewProfile"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Profile"];
                };
            };
            /** @description `invalid_request`: The body or a parameter cannot be read. `invalid_value`: A field holds a value that does not do. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. `forbidden_origin`: A page of another site asked for a change. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `conflict`: the name is taken, or a collection has another profile */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `payload_too_large`: The body is too long. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unsupported_media_type`: The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    delete_profile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the profile */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it is gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. `forbidden_origin`: A page of another site asked for a change. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_projects: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_Project"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    create_project: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewProject"];
            };
        };
        responses: {
            /** @description done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            /** @description `invalid_request`: The body or a parameter cannot be read. `invalid_value`: A field holds a value that does not do. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. `forbidden_origin`: A page of another site asked for a change. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `conflict`: the name is taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `payload_too_large`: The body is too long. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unsupported_media_type`: The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    show_project: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the project */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    delete_project: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the project */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it is gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. `forbidden_origin`: A page of another site asked for a change. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    update_project: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the project */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProjectChange"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            /** @description `invalid_request`: The body or a parameter cannot be read. `invalid_value`: A field holds a value that does not do. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. `forbidden_origin`: A page of another site asked for a change. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `conflict`: the name is taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `payload_too_large`: The body is too long. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unsupported_media_type`: The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_categories: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the project */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_Category"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    create_category: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the project */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCategory"];
            };
        };
        responses: {
            /** @description done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Category"];
                };
            };
            /** @description `invalid_request`: The body or a parameter cannot be read. `invalid_value`: A field holds a value that does not do. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. `forbidden_origin`: A page of another site asked for a change. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `conflict`: the name is taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `payload_too_large`: The body is too long. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unsupported_media_type`: The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_collections: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the project */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_Collection"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    create_collection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the project */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCollection"];
            };
        };
        responses: {
            /** @description done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Collection"];
                };
            };
            /** @description `invalid_request`: The body or a parameter cannot be read. `invalid_value`: A field holds a value that does not do. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. `forbidden_origin`: A page of another site asked for a change. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `conflict`: the name is taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `payload_too_large`: The body is too long. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unsupported_media_type`: The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    preview_collection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the project */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TriedDefinition"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReachView"];
                };
            };
            /** @description `invalid_request`: The body or a parameter cannot be read. `invalid_value`: A field holds a value that does not do. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. `forbidden_origin`: A page of another site asked for a change. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `payload_too_large`: The body is too long. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unsupported_media_type`: The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_insights: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the project */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_Insight"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    create_insight: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the project */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewInsight"];
            };
        };
        responses: {
            /** @description done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Insight"];
                };
            };
            /** @description `invalid_request`: The body or a parameter cannot be read. `invalid_value`: A field holds a value that does not do. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. `forbidden_origin`: A page of another site asked for a change. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `conflict`: the name is taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `payload_too_large`: The body is too long. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unsupported_media_type`: The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    import_insight: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the project */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InsightFile"];
            };
        };
        responses: {
            /** @description done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Insight"];
                };
            };
            /** @description `invalid_request`: The body or a parameter cannot be read. `invalid_value`: A field holds a value that does not do. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. `forbidden_origin`: A page of another site asked for a change. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `conflict`: the name is taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `payload_too_large`: The body is too long. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unsupported_media_type`: The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    map_integrations: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the project */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Mapping"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            /** @description `invalid_request`: The body or a parameter cannot be read. `invalid_value`: A field holds a value that does not do. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. `forbidden_origin`: A page of another site asked for a change. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `payload_too_large`: The body is too long. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unsupported_media_type`: The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    show_metric: {
        parameters: {
            query?: {
                /** @description Beginning of the range, as `YYYY-MM-DD` or RFC 3339; 90 days before its end when left out. */
                from?: string;
                /** @description End of the range, exclusive; the end of today when left out. */
                to?: string;
                /** @description Dimension to break down by: one of the metric's `dimensions`. */
                by?: string;
                /** @description Width of the points of the series; by the length of the range when left out. */
                bucket?: components["schemas"]["Bucket"];
                /** @description One of the metric's `aggregates`; its first when left out. */
                aggregate?: string;
                /** @description Id of a collection of the project: only what belongs to it, under its profile. */
                collection?: string;
                /**
                 * @description JSON list of conditions that items must meet: `[{"dimension": "author", "operator": "is_not", "values": ["ann"]}]`;
                 *     operators are `is`, `is_not`, `starts_with`, `contains`, `not_contains`.
                 */
                filters?: string;
            };
            header?: never;
            path: {
                /** @description Id of the project */
                id: string;
                /** @description Id of the metric */
                metric: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer"];
                };
            };
            /** @description `invalid_request`: The body or a parameter cannot be read. `invalid_value`: A field holds a value that does not do. `invalid_range`: The range is empty or reversed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    compare_definitions: {
        parameters: {
            query?: {
                /** @description Beginning of the range, as `YYYY-MM-DD` or RFC 3339; 90 days before its end when left out. */
                from?: string;
                /** @description End of the range, exclusive; the end of today when left out. */
                to?: string;
                /** @description Width of the points of the series; by the length of the range when left out. */
                bucket?: components["schemas"]["Bucket"];
                /** @description Id of a collection of the project: only what belongs to it. */
                collection?: string;
            };
            header?: never;
            path: {
                /** @description Id of the project */
                id: string;
                /** @description Id of the metric */
                metric: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_Answer"];
                };
            };
            /** @description `invalid_request`: The body or a parameter cannot be read. `invalid_value`: A field holds a value that does not do. `invalid_range`: The range is empty or reversed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_items: {
        parameters: {
            query?: {
                /** @description Beginning of the range, as `YYYY-MM-DD` or RFC 3339; 90 days before its end when left out. */
                from?: string;
                /** @description End of the range, exclusive; the end of today when left out. */
                to?: string;
                /** @description Dimension that `key` is of. */
                by?: string;
                /** @description Only those of this key of `by`. */
                key?: string;
                /** @description Width of the bucket that `bucket_start` begins. */
                bucket?: components["schemas"]["Bucket"];
                /** @description Only those of the bucket that begins then. */
                bucket_start?: string;
                /** @description One of the metric's `aggregates`. */
                aggregate?: string;
                /** @description Id of a collection of the project, as for the number. */
                collection?: string;
                /** @description JSON list of conditions that items must meet, as for the number. */
                filters?: string;
                /** @description `true`: only those counted; `false`: only those left out; `all` when left out. */
                included?: components["schemas"]["Included"];
                /** @description At most this many, 1 to 1000; 100 when left out. A CSV file has all of them. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
                /** @description `json` when left out. */
                format?: components["schemas"]["ItemFormat"];
            };
            header?: never;
            path: {
                /** @description Id of the project */
                id: string;
                /** @description Id of the metric */
                metric: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items"];
                    "text/csv": string;
                };
            };
            /** @description `invalid_request`: The body or a parameter cannot be read. `invalid_value`: A field holds a value that does not do. `invalid_range`: The range is empty or reversed. `invalid_cursor`: The page cursor was not given by this list. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    show_project_options: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the project */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectOptions"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_profiles: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the project */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_Profile"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    create_profile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the project */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewProfile"];
            };
        };
        responses: {
            /** @description done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Profile"];
                };
            };
            /** @description `invalid_request`: The body or a parameter cannot be read. `invalid_value`: A field holds a value that does not do. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. `forbidden_origin`: A page of another site asked for a change. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `conflict`: the name is taken, or a collection has another profile */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `payload_too_large`: The body is too long. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unsupported_media_type`: The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    preview_profile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the project */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TriedSettings"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProfileTrial"];
                };
            };
            /** @description `invalid_request`: The body or a parameter cannot be read. `invalid_value`: A field holds a value that does not do. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. `forbidden_origin`: A page of another site asked for a change. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `payload_too_large`: The body is too long. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unsupported_media_type`: The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    run_query: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SqlQuery"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueryResult"];
                };
            };
            /** @description `invalid_request`: The body or a parameter cannot be read. `invalid_value`: A field holds a value that does not do. `invalid_query`: The SQL has a mistake. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. `forbidden_origin`: A page of another site asked for a change. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `payload_too_large`: The body is too long. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unsupported_media_type`: The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `query_too_large`: The query needs more memory than allowed. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `timeout`: The answer took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    export_query: {
        parameters: {
            query: {
                /** @description One SELECT over the tables by their plain names. */
                sql: string;
                /** @description Form of the file. */
                format: components["schemas"]["ExportFormat"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.apache.parquet": number[];
                    "text/csv": string;
                };
            };
            /** @description `invalid_request`: The body or a parameter cannot be read. `invalid_value`: A field holds a value that does not do. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    show_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    sign_in: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    /** @description carries the key */
                    "set-cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description `invalid_request`: The body or a parameter cannot be read. `invalid_value`: A field holds a value that does not do. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. `forbidden_origin`: A page of another site asked for a change. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `payload_too_large`: The body is too long. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unsupported_media_type`: The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    sign_out: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the cookie is removed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. `forbidden_origin`: A page of another site asked for a change. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    show_settings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountSettings"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    update_settings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountChange"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountSettings"];
                };
            };
            /** @description `invalid_request`: The body or a parameter cannot be read. `invalid_value`: A field holds a value that does not do. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. `forbidden_origin`: A page of another site asked for a change. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `payload_too_large`: The body is too long. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unsupported_media_type`: The body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_tables: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_TableInfo"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    export_table: {
        parameters: {
            query: {
                /** @description Form of the file. */
                format: components["schemas"]["ExportFormat"];
            };
            header?: never;
            path: {
                /** @description Name of the table */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.apache.parquet": number[];
                    "text/csv": string;
                };
            };
            /** @description `invalid_request`: The body or a parameter cannot be read. `invalid_value`: A field holds a value that does not do. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_rows: {
        parameters: {
            query?: {
                /** @description At most this many, 1 to 1000; 100 when left out. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
            };
            header?: never;
            path: {
                /** @description Name of the table */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows"];
                };
            };
            /** @description `invalid_request`: The body or a parameter cannot be read. `invalid_value`: A field holds a value that does not do. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    list_all_tasks: {
        parameters: {
            query?: {
                /** @description Id of an integration; all of them when left out. */
                integration_id?: string;
                /** @description How they stand, separated by commas: `failed,cancelled`. */
                status?: string;
                /** @description What they do, separated by commas: `sync`, `full`, `replay`. */
                kind?: string;
                /** @description Started at or after this day or moment. */
                from?: string;
                /** @description Started before this day or moment. */
                to?: string;
                /** @description Why they failed, separated by commas: `unauthorized,throttled`. */
                error_class?: string;
                /** @description A text in what went wrong, what to do, the stream or the partition, regardless of case. */
                q?: string;
                /** @description At most this many, 1 to 200; 50 when left out. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["List_Task"];
                };
            };
            /** @description `invalid_request`: The body or a parameter cannot be read. `invalid_value`: A field holds a value that does not do. `invalid_cursor`: The page cursor was not given by this list. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    show_task: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the task */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    retry_task: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the task */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
            /** @description `unauthenticated`: The request carries no valid key. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `forbidden_host`: An open server on loopback was asked by another name. `forbidden_origin`: A page of another site asked for a change. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_found`: The thing named in the path does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `conflict`: it runs, has succeeded, or is not the newest of its integration */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `internal`: A fault of the program; its log has the details. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
}
