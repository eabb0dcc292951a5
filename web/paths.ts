/** Every URL of the pages; links are made here and nowhere else. `organisation` is the slug. */
export const paths = {
  home: () => '/',
  signIn: () => '/sign-in',
  invitation: (token: string) => `/invitation/${token}`,
  organisation: (organisation: string) => `/o/${organisation}`,
  myDay: (organisation: string) => `/o/${organisation}/my-day`,
  situation: (organisation: string, situation: string) => `/o/${organisation}/situations/${situation}`,
  run: (organisation: string, run: string) => `/o/${organisation}/runs/${run}`,
  accounts: (organisation: string) => `/o/${organisation}/accounts`,
  account: (organisation: string, account: string) => `/o/${organisation}/accounts/${account}`,
  playbooks: (organisation: string) => `/o/${organisation}/playbooks`,
  playbook: (organisation: string, playbook: string) => `/o/${organisation}/playbooks/${playbook}`,
  health: (organisation: string) => `/o/${organisation}/health`,
  sources: (organisation: string) => `/o/${organisation}/sources`,
  importFile: (organisation: string) => `/o/${organisation}/sources/import`,
  import: (organisation: string, id: string) => `/o/${organisation}/sources/imports/${id}`,
  settings: (organisation: string) => `/o/${organisation}/settings`,
};
