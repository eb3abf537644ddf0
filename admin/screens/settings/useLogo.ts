import { useState } from 'react';
import type { PickedLogo } from './settingsForm.ts';

/** A logo that is picked lives in this page until the settings are saved. */
export function useLogo(saved: string | undefined): PickedLogo {
  const [picked, setPicked] = useState<File | null | undefined>();
  const [base64, setBase64] = useState<string | null | undefined>();
  const pick = (logo: File | null | undefined) => {
    setPicked(logo);
    if (!logo) return setBase64(logo);
    const reader = new FileReader();
    // `data:image/png;base64,…`
    reader.onload = () => setBase64(String(reader.result).replace(/^[^,]*,/, ''));
    reader.readAsDataURL(logo);
  };
  return { saved, picked, base64, pick };
}
