import { Button, type ButtonProps } from '@mantine/core';

type Props = ButtonProps & {
  href: string;
  /** What the file is called, where the server does not say. */
  name?: string;
};

/** A file of the API, saved by the browser. */
export function FileButtonLink({ href, name, ...props }: Props) {
  return <Button component="a" href={href} download={name ?? true} variant="default" {...props} />;
}
