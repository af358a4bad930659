import { Button, Checkbox, FileInput, Modal, Stack, Textarea } from '@mantine/core';
import { IconFile } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import { asApiError } from '~/api/errors';
import { useImportInsight } from '~/api/insights';
import { DialogEnd } from '~/ui/dialog-end';
import { Failure } from '~/ui/states';
import { Excerpt, lineSpan } from './excerpt';

type Props = { opened: boolean; close: () => void; project: string };

/** Makes an Insight from a YAML file, chosen or pasted; a mistake is shown at its line. */
export function ImportInsight({ opened, close, project }: Props) {
  return (
    <Modal opened={opened} onClose={close} title="Import an Insight" size="lg">
      <Form close={close} project={project} />
    </Modal>
  );
}

function Form({ close, project }: Omit<Props, 'opened'>) {
  const [yaml, setYaml] = useState('');
  const [replace, setReplace] = useState(false);
  const editor = useRef<HTMLTextAreaElement>(null);
  const load = useImportInsight(project);
  const navigate = useNavigate();
  const line = load.isError ? asApiError(load.error).line : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    load.mutate(
      { yaml, replace },
      {
        onSuccess: (made) => {
          close();
          navigate({ to: '/projects/$id/insights/$insight', params: { id: project, insight: made.id } });
        },
        onError: (error) => {
          const wrong = asApiError(error).line;
          if (wrong === null) return;
          editor.current?.focus();
          editor.current?.setSelectionRange(...lineSpan(yaml, wrong));
        },
      },
    );
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <FileInput
          label="File"
          placeholder="Choose a YAML file"
          accept=".yaml,.yml,text/yaml,application/yaml"
          leftSection={<IconFile size={16} />}
          onChange={async (file) => {
            load.reset();
            if (file) setYaml(await file.text());
          }}
        />
        <Textarea
          ref={editor}
          label="Text of the file"
          description="Chosen above, or pasted here"
          value={yaml}
          onChange={(event) => setYaml(event.currentTarget.value)}
          autosize
          minRows={8}
          maxRows={18}
          spellCheck={false}
          wrap="off"
          data-autofocus
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        />
        <Checkbox
          label="Replace the Insight of the same name"
          checked={replace}
          onChange={(event) => setReplace(event.currentTarget.checked)}
        />
        {load.isError && (
          <Failure
            error={load.error}
            what={line === null ? 'Could not import the file' : `There is a mistake in line ${line}`}
          />
        )}
        {line !== null && <Excerpt text={yaml} line={line} />}
        <DialogEnd close={close}>
          <Button type="submit" loading={load.isPending} disabled={yaml.trim() === ''}>
            Import Insight
          </Button>
        </DialogEnd>
      </Stack>
    </form>
  );
}
