import {
  Anchor,
  type AnchorProps,
  Button,
  type ButtonProps,
  NavLink,
  type NavLinkProps,
  UnstyledButton,
  type UnstyledButtonProps,
} from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes } from 'react';

type Element<P> = P & Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof P>;

/** Mantine's elements that navigate: typed by the route tree. */
export const Link = createLink((props: Element<AnchorProps>) => <Anchor {...props} />);
export const ButtonLink = createLink((props: Element<ButtonProps>) => <Button component="a" {...props} />);
export const RailLink = createLink((props: Element<NavLinkProps>) => <NavLink component="a" {...props} />);
export const PlainLink = createLink((props: Element<UnstyledButtonProps>) => (
  <UnstyledButton component="a" {...props} />
));
