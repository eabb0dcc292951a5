import { createTransport } from 'nodemailer';

/** One e-mail, plain text with an HTML form beside it where there is one. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  readonly replyTo?: string;
  /** The same message again carries the same id, so that the receiving side can tell. */
  readonly messageId: string;
}

export interface MailTransport {
  send(mail: Mail): Promise<void>;
  close(): void;
}

/** The SMTP server of SMTP_URL, `from` being the sender's address; null when none is configured. */
export function openMailTransport(smtpUrl: string | undefined, from: string): MailTransport | null {
  if (!smtpUrl) return null;
  const transport = createTransport({ url: smtpUrl, pool: true, maxConnections: 2 });
  return {
    async send({ to, subject, text, html, replyTo, messageId }) {
      await transport.sendMail({
        from,
        to,
        subject,
        text,
        messageId,
        ...(html && { html }),
        ...(replyTo && { replyTo }),
      });
    },
    close: () => transport.close(),
  };
}
