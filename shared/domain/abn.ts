const WEIGHTS = [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19] as const;

/** Whether eleven digits, without spaces, are an Australian Business Number by its checksum: the tax office's own test. */
export function isAbn(digits: string): boolean {
  if (!/^[1-9]\d{10}$/.test(digits)) return false;
  // The first digit counts one less than it says.
  const weighted = WEIGHTS.reduce((total, weight, index) => total + weight * (Number(digits[index]) - (index === 0 ? 1 : 0)), 0);
  return weighted % 89 === 0;
}

/** `51 824 753 556`: as it is printed. Anything but eleven digits stays as it is. */
export const abnText = (digits: string): string => digits.replace(/^(\d{2})(\d{3})(\d{3})(\d{3})$/, '$1 $2 $3 $4');
