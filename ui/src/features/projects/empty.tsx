import type { Project } from '~/api/types';
import { ButtonLink } from '~/ui/link';
import { Empty } from '~/ui/states';

/** There is no project, or the one in the address is gone. */
export function NoProject({ wanted }: { wanted?: string }) {
  return (
    <Empty
      title={wanted ? 'This project does not exist' : 'There is no project yet'}
      action={<ButtonLink to="/projects">{wanted ? 'See all projects' : 'Create a project'}</ButtonLink>}
    >
      {wanted
        ? 'It may have been deleted. Choose another one at the top.'
        : 'A project says which integrations belong together and what counts as a deployment and a failure.'}
    </Empty>
  );
}

/** A project without integrations has nothing to count. */
export function NothingMapped({ project }: { project: Project }) {
  return (
    <Empty
      title={`No integration is mapped to ${project.name}`}
      action={
        <ButtonLink to="/projects/$id/$tab" params={{ id: project.id, tab: 'mapping' }}>
          Map integrations
        </ButtonLink>
      }
    >
      Metrics are computed from the integrations mapped to the project.
    </Empty>
  );
}
