/** What `help <topic>` explains beside the commands; `rules` is also a command, whose help comes first. */
export const topicNames = ['spec', 'config', 'inputs', 'formats', 'rules', 'exit-codes'] as const;
export type TopicName = (typeof topicNames)[number];
