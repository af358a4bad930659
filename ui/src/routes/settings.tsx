import { Box, Tabs } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { AccountSettings } from '~/features/account/settings';
import { Notifications } from '~/features/notifications/notifications';
import { Page } from '~/ui/page';
import { TabList } from '~/ui/tab-list';

const route = getRouteApi('/settings/$tab');

const TABS = [
  { value: 'account', label: 'Account', title: 'Settings', Content: AccountSettings },
  { value: 'notifications', label: 'Notifications', title: 'Notifications', Content: Notifications },
] as const;

/** What holds for everything here. */
export function SettingsPage() {
  const { tab } = route.useParams();
  const navigate = useNavigate();
  const shown = TABS.find((each) => each.value === tab) ?? TABS[0];
  return (
    <Page title="Settings" tab={shown.title} about="What holds for every integration and project">
      <Tabs
        value={shown.value}
        onChange={(next) => navigate({ to: '/settings/$tab', params: { tab: next ?? 'account' } })}
        keepMounted={false}
      >
        <TabList>
          {TABS.map(({ value, label }) => (
            <Tabs.Tab key={value} value={value}>
              {label}
            </Tabs.Tab>
          ))}
        </TabList>
        <Box pt="md">
          {TABS.map(({ value, Content }) => (
            <Tabs.Panel key={value} value={value}>
              <Content />
            </Tabs.Panel>
          ))}
        </Box>
      </Tabs>
    </Page>
  );
}
