import {
  type CSSVariablesResolver,
  createTheme,
  localStorageColorSchemeManager,
  type MantineColorSchemeManager,
  type MantineColorsTuple,
} from '@mantine/core';

const river: MantineColorsTuple = [
  '#e9f4f7',
  '#d2e7ed',
  '#a6d0dc',
  '#78b8ca',
  '#52a4ba',
  '#3593ab',
  '#1f839c',
  '#0d6f88',
  '#085d73',
  '#054a5c',
];

/** Neutrals with a breath of the river in them; index 7 is the page in the dark. */
const dark: MantineColorsTuple = [
  '#d8dee1',
  '#b6bfc4',
  '#9ba6ac',
  '#6f7b82',
  '#3a454b',
  '#2b353a',
  '#1e262a',
  '#151b1e',
  '#101517',
  '#0b0f11',
];

/** The button is a cross without a word. */
const CLOSABLE = { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } };

export const theme = createTheme({
  primaryColor: 'river',
  primaryShade: 7,
  colors: { river, dark },
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'Cascadia Mono', 'DejaVu Sans Mono', monospace",
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.375rem', lineHeight: '1.3' },
      h2: { fontSize: '1.0625rem', lineHeight: '1.4' },
      h3: { fontSize: '0.9375rem', lineHeight: '1.4' },
    },
  },
  components: {
    Paper: { defaultProps: { withBorder: true, radius: 'md' } },
    Button: { defaultProps: { size: 'sm' } },
    TextInput: { defaultProps: { size: 'sm' } },
    Table: { defaultProps: { verticalSpacing: 6, horizontalSpacing: 'sm', fz: 'sm' } },
    Modal: CLOSABLE,
    Drawer: CLOSABLE,
    Notification: CLOSABLE,
    Tooltip: { defaultProps: { multiline: true, maw: 320, withArrow: true } },
  },
});

/**
 * Semantic colours. Text on its background keeps a contrast of at least 4.5 in both schemes; the verdict
 * colours always come with a word or an arrow.
 */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: { '--weir-page': '1240px' },
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-dimmed': '#566067',
    '--mantine-color-placeholder': '#6b757c',
    '--mantine-color-error': '#b42318',
    '--mantine-color-text': '#1a2226',
    '--weir-ground': '#f6f8f9',
    '--mantine-color-river-light': '#e3f1f5',
    '--mantine-color-river-light-hover': '#d6eaf0',
    '--mantine-color-river-light-color': '#085d73',
    '--weir-line': '#dfe5e8',
    '--weir-good': '#146c43',
    '--weir-good-soft': '#e2f3ea',
    '--weir-bad': '#b42318',
    '--weir-bad-soft': '#fde8e6',
    '--weir-warn': '#8a4b00',
    '--weir-warn-soft': '#fdf0d9',
    '--weir-calm': '#4a555c',
    '--weir-calm-soft': '#eaeef0',
    '--weir-accent': '#0d6f88',
    '--weir-accent-soft': '#e3f1f5',
    '--weir-chart-1': '#0d6f88',
    '--weir-chart-2': '#b8791f',
    '--weir-chart-3': '#6a5bb5',
    '--weir-chart-4': '#3f8f6a',
    '--weir-chart-5': '#a54e78',
    '--weir-chart-faint': '#9db8c1',
  },
  dark: {
    '--mantine-color-body': '#1b2226',
    '--mantine-color-dimmed': '#9ba6ac',
    '--mantine-color-placeholder': '#8a959b',
    '--mantine-color-error': '#ff9a91',
    '--mantine-color-text': '#dde3e6',
    '--mantine-color-anchor': '#78c3d6',
    '--weir-ground': '#13191c',
    '--mantine-color-river-light': '#173640',
    '--mantine-color-river-light-hover': '#1b404c',
    '--mantine-color-river-light-color': '#9fd6e4',
    '--weir-line': '#2d373c',
    '--weir-good': '#7fd3a4',
    '--weir-good-soft': '#18352a',
    '--weir-bad': '#ff9a91',
    '--weir-bad-soft': '#43211f',
    '--weir-warn': '#f1bf6c',
    '--weir-warn-soft': '#3d2f16',
    '--weir-calm': '#b6bfc4',
    '--weir-calm-soft': '#2b353a',
    '--weir-accent': '#78c3d6',
    '--weir-accent-soft': '#173640',
    '--weir-chart-1': '#4fb0c8',
    '--weir-chart-2': '#dba24e',
    '--weir-chart-3': '#9f92e6',
    '--weir-chart-4': '#6fc39b',
    '--weir-chart-5': '#d98bb0',
    '--weir-chart-faint': '#4a626b',
  },
});

/** The same key that `public/theme.js` reads before the first paint. */
export const colorSchemes: MantineColorSchemeManager = localStorageColorSchemeManager({
  key: 'weir-color-scheme',
});
