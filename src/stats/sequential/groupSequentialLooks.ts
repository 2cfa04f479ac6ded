/** Numbers of pairs at which a group-sequential claim is looked at. */
export const GROUP_SEQUENTIAL_LOOKS: readonly number[] = [6, 9, 13, 19, 30]
