import { IconDownload } from '@tabler/icons-react';
import { FileButtonLink } from '~/ui/file-link';

const FORMATS = { csv: 'CSV', parquet: 'Parquet' };

type Props = {
  /** Where the file of a format is; the server names it. */
  address: (format: keyof typeof FORMATS) => string;
};

/** Rows as files, one link for each format. */
export function Files({ address }: Props) {
  return (Object.keys(FORMATS) as (keyof typeof FORMATS)[]).map((format) => (
    <FileButtonLink key={format} href={address(format)} size="xs" leftSection={<IconDownload size={14} />}>
      {FORMATS[format]}
    </FileButtonLink>
  ));
}
