import { Grid, Paper, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { connectorsQuery } from '~/api/queries';
import type { Connector } from '~/api/types';
import { AddForm } from '~/features/integrations/add-form';
import { sentence, words } from '~/lib/format';
import { ExternalLink } from '~/ui/external-link';
import { ButtonLink, Link } from '~/ui/link';
import { Loaded } from '~/ui/loaded';
import { Page } from '~/ui/page';
import { Empty } from '~/ui/states';

const route = getRouteApi('/integrations/new/$kind');

export function AddIntegrationPage() {
  const { kind } = route.useParams();
  return (
    <Loaded query={useQuery(connectorsQuery())} what="the catalogue">
      {({ items }) => {
        const connector = items.find((each) => each.id === kind);
        return (
          <Page
            title={connector ? `Add ${connector.title}` : 'Add integration'}
            about={connector?.about}
            above={
              <Link to="/integrations" search={{ tab: 'available' }} size="sm">
                Available integrations
              </Link>
            }
          >
            {connector ? (
              <Grid gap="xl">
                <Grid.Col span={{ base: 12, md: 8 }}>
                  <AddForm connector={connector} key={connector.id} />
                </Grid.Col>
                <Grid.Col span={{ base: 12, md: 4 }}>
                  <Streams connector={connector} />
                </Grid.Col>
              </Grid>
            ) : (
              <Empty
                title={`There is no connector named ${kind}`}
                action={
                  <ButtonLink to="/integrations" search={{ tab: 'available' }}>
                    See what can be connected
                  </ButtonLink>
                }
              />
            )}
          </Page>
        );
      }}
    </Loaded>
  );
}

/** What will be read, and which permission each part needs. */
function Streams({ connector }: { connector: Connector }) {
  return (
    <Paper p="md" style={{ borderColor: 'var(--weir-line)' }}>
      <Stack gap="xs">
        <Text fw={600} component="h2" fz="md">
          What is ingested
        </Text>
        <Table verticalSpacing={5} horizontalSpacing={0}>
          <Table.Tbody>
            {connector.streams.map((stream) => (
              <Table.Tr key={stream.name}>
                <Table.Td>
                  {sentence(words(stream.name))}
                  <Text size="xs" c="dimmed">
                    {stream.doc}
                  </Text>
                  {stream.permission && (
                    <Text size="xs" c="dimmed">
                      Needs: {stream.permission}
                    </Text>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        <Text size="sm">
          <ExternalLink href={connector.docs}>{`API documentation of ${connector.title}`}</ExternalLink>
        </Text>
      </Stack>
    </Paper>
  );
}
