/** The steps of a set-up, with what is to be entered in the place of its stand-ins. */
export function filledSteps(steps: string[], url: string): string[] {
  return steps.map((step) =>
    // A whole command is code already.
    (step.startsWith('`') ? step.replaceAll('{url}', url) : step)
      .replaceAll('`{url}`', `\`${url}\``)
      .replaceAll('{url}', `\`${url}\``)
      .replaceAll('`{secret}`', 'the secret')
      .replaceAll('{secret}', 'the secret'),
  );
}
