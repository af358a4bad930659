import { Group, Text } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { insightQuery, insightsQuery, useCreateInsight, useSaveInsight } from '~/api/insights';
import { metricsQuery, projectQuery } from '~/api/queries';
import type { InsightPage, Project, Widget } from '~/api/types';
import { CollectionPicker } from '~/features/insights/collection-picker';
import { newNote, newWidget } from '~/features/insights/editing/charts';
import { CopyTo } from '~/features/insights/editing/copy-to';
import { EditGrid } from '~/features/insights/editing/edit-grid';
import { useHistory } from '~/features/insights/editing/history';
import { append, place, placeText } from '~/features/insights/editing/layout';
import { Leaving } from '~/features/insights/editing/leaving';
import { namer } from '~/features/insights/editing/names';
import { Refusal } from '~/features/insights/editing/refusal';
import { Tools } from '~/features/insights/editing/tools';
import { WidgetDialog } from '~/features/insights/editing/widget-dialog';
import { pack } from '~/features/insights/grid';
import { freeName } from '~/features/insights/manage/names';
import { useInsight } from '~/features/metrics/use-insight';
import { PeriodPicker } from '~/features/shell/period-picker';
import type { PageSearch } from '~/lib/url';
import { Link } from '~/ui/link';
import { Loaded } from '~/ui/loaded';
import { Page } from '~/ui/page';
import { Empty } from '~/ui/states';

/** An Insight while its widgets are added, changed, moved and removed. */
export function EditInsightPage() {
  const { id = '', insight = '' } = useParams({ strict: false });
  const project = useQuery(projectQuery(id));
  const query = useQuery(insightQuery(insight));
  // What is edited is the version that was opened, until another is asked for.
  const [opened, setOpened] = useState(0);
  if (!project.data || !query.data) {
    return (
      <Page title="Edit an Insight">
        <Loaded query={project} what="the project">
          {() => (
            <Loaded query={query} what="the Insight">
              {() => null}
            </Loaded>
          )}
        </Loaded>
      </Page>
    );
  }
  return (
    <Editor
      key={`${query.data.id} ${opened}`}
      project={project.data}
      stored={query.data}
      reopen={async () => {
        await query.refetch();
        setOpened(opened + 1);
      }}
    />
  );
}

type Open = { what: 'add' | 'edit' | 'copy'; widget: Widget } | null;

type Props = { project: Project; stored: InsightPage; reopen: () => Promise<void> };

function Editor({ project, stored, reopen }: Props) {
  const search: PageSearch = useSearch({ strict: false });
  const insight = { ...useInsight(search), project };
  const [base] = useState(stored);
  const history = useHistory(pack(base.widgets ?? []));
  const [open, setOpen] = useState<Open>(null);
  const [said, setSaid] = useState('');
  const saving = useSaving(project.id, base, history.now);
  const metrics = useQuery(metricsQuery()).data?.items ?? [];
  const name = namer(metrics);
  const changed = history.canUndo;
  const widgets = history.now;
  const change = (next: Widget[], what: string) => {
    history.change(next);
    setSaid(what);
  };
  useHotkeys([
    ['mod+Z', history.undo],
    ['mod+shift+Z', history.redo],
  ]);
  const close = () => setOpen(null);
  const first = metrics[0];
  return (
    <Page
      title={`Edit ${base.name}`}
      tab={`Edit ${base.name} of ${project.name}`}
      about="Changes are seen by others when they are saved."
      above={
        <Link
          to="/projects/$id/insights/$insight"
          params={{ id: project.id, insight: base.id }}
          search={search}
          size="sm"
        >
          {base.name}
        </Link>
      }
    >
      <Group gap="sm">
        <PeriodPicker />
        <CollectionPicker project={project.id} value={search.collection} />
      </Group>
      <Tools
        canUndo={history.canUndo}
        canRedo={history.canRedo}
        changed={changed}
        pending={saving.pending}
        addWidget={() => first && setOpen({ what: 'add', widget: newWidget(first) })}
        addNote={() => setOpen({ what: 'add', widget: newNote() })}
        undo={history.undo}
        redo={history.redo}
        save={saving.save}
        cancel={saving.leave}
      />
      <Text className="visually-hidden" role="status">
        {said}
      </Text>
      {saving.error != null && (
        <Refusal
          error={saving.error}
          pending={saving.pending}
          overwrite={saving.overwrite}
          asCopy={saving.asCopy}
          theirs={reopen}
        />
      )}
      {widgets.length === 0 && (
        <Empty title="This Insight has no widgets yet">Add a widget for a metric, or a note.</Empty>
      )}
      <EditGrid
        widgets={widgets}
        name={name}
        insight={insight}
        project={project.id}
        page={base.id}
        change={change}
        edit={(widget) => setOpen({ what: 'edit', widget })}
        copyTo={(widget) => setOpen({ what: 'copy', widget })}
        placed={(next, id) => {
          const widget = next.find((each) => each.id === id);
          return widget ? `${name(widget)}: ${placeText(widget)}` : '';
        }}
      />
      {open && open.what !== 'copy' && (
        <WidgetDialog
          widget={open.widget}
          isNew={open.what === 'add'}
          insight={insight}
          project={project.id}
          page={base.id}
          close={close}
          apply={(widget) => {
            close();
            if (open.what === 'add') change(append(widgets, widget), `${name(widget)} is added`);
            else change(place(widgets, widget.id, widget), `${name(widget)} is changed`);
          }}
        />
      )}
      {open?.what === 'copy' && (
        <CopyTo
          widget={open.widget}
          name={name(open.widget)}
          project={project.id}
          page={base.id}
          close={close}
        />
      )}
      <Leaving changed={changed && !saving.done} />
    </Page>
  );
}

/** Saving what was made, and going back to the Insight afterwards. */
function useSaving(project: string, base: InsightPage, widgets: Widget[]) {
  const save = useSaveInsight(project);
  const create = useCreateInsight(project);
  const all = useQuery(insightsQuery(project)).data?.items ?? [];
  const navigate = useNavigate();
  const search: PageSearch = useSearch({ strict: false });
  const show = (insight: string, ignoreBlocker: boolean) =>
    navigate({
      to: '/projects/$id/insights/$insight',
      params: { id: project, insight },
      search,
      ignoreBlocker,
    });
  const { id, name, description, is_default, updated_at } = base;
  const body = { name, description, is_default, widgets };
  const store = (read: string | undefined) =>
    save.mutate({ ...body, id, updated_at: read }, { onSuccess: () => show(id, true) });
  return {
    pending: save.isPending || create.isPending,
    done: save.isSuccess || create.isSuccess,
    error: create.error ?? save.error,
    save: () => store(updated_at),
    overwrite: () => store(undefined),
    asCopy: () => {
      const copy = freeName(
        `Copy of ${name}`,
        all.map((each) => each.name),
      );
      create.mutate({ ...body, name: copy, is_default: false }, { onSuccess: (made) => show(made.id, true) });
    },
    leave: () => show(id, false),
  };
}
