import { Button, type ButtonProps } from '@mantine/core';

type Props = ButtonProps & { href: string; name: string };

/** A file of the API, saved by the browser. */
export function FileButtonLink({ href, name, ...props }: Props) {
  return <Button component="a" href={href} download={name} variant="default" {...props} />;
}
