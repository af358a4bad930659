import { MultiSelect, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { contributorsQuery } from '~/api/contributors';
import type { Contributor, Definition, People } from '~/api/types';
import { Loaded } from '~/ui/loaded';
import { FilterRows } from './filter-rows';
import { PeopleFile } from './people-file';

type ByPeople = People & { by: 'people' };
type Props = { value: ByPeople; change: (definition: Definition) => void };

/** People by what is noted of them, by hand, or from a file. */
export function PeopleEditor({ value, change }: Props) {
  return (
    <Loaded query={useQuery(contributorsQuery())} what="the contributors">
      {({ items }) => <Editor value={value} change={change} everybody={items} />}
    </Loaded>
  );
}

const FIXED = ['name', 'email'];
/** Names offered at a time: typing finds the others. */
const OFFERED = 50;

function Editor({ value, change, everybody }: Props & { everybody: Contributor[] }) {
  const noted = everybody.flatMap((each) => Object.keys(each.attributes));
  const fields = [...new Set([...noted, ...FIXED])];
  const valuesOf = (field: string) => {
    const values = everybody.map((each) =>
      field === 'name' ? each.name : field === 'email' ? each.email : each.attributes[field],
    );
    return [...new Set(values.filter((each): each is string => Boolean(each)))].sort().slice(0, 200);
  };
  const picked = value.contributors ?? [];
  const pick = (ids: string[]) => change({ ...value, contributors: [...new Set(ids)] });
  return (
    <Stack gap="md">
      <FilterRows
        label="By what is noted of them"
        about="All conditions must hold. Whoever is noted so later belongs to it by themselves."
        fields={fields}
        suggestions={valuesOf}
        value={value.attributes ?? []}
        change={(attributes) => change({ ...value, attributes })}
        free
      />
      <Picked everybody={everybody} picked={picked} pick={pick} />
      <PeopleFile everybody={everybody} found={(ids) => pick([...picked, ...ids])} />
    </Stack>
  );
}

type PickedProps = { everybody: Contributor[]; picked: string[]; pick: (ids: string[]) => void };

function Picked({ everybody, picked, pick }: PickedProps) {
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  const offered = everybody
    .filter((each) => picked.includes(each.id) || `${each.name} ${each.email}`.toLowerCase().includes(wanted))
    .slice(0, OFFERED + picked.length);
  const labels = everybody.filter((each) => picked.includes(each.id) || offered.includes(each));
  return (
    <MultiSelect
      label="Picked by hand"
      description="They belong to it whatever is noted of them"
      data={labels.map((each) => ({
        value: each.id,
        label: each.email ? `${each.name} (${each.email})` : each.name,
      }))}
      value={picked.filter((id) => everybody.some((each) => each.id === id))}
      onChange={pick}
      searchValue={search}
      onSearchChange={setSearch}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': 'Pick nobody' }}
      nothingFoundMessage="Nobody has that name or address"
      maxDropdownHeight={260}
    />
  );
}
