import type { ReactNode } from 'react';
import { Dialog, DialogTrigger, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { Button } from './Button.tsx';
import styles from './ConfirmDialog.module.css';

interface ConfirmDialogProps {
  /** The button that opens the dialog; focus returns to it. */
  readonly trigger: ReactNode;
  readonly title: string;
  /** What happens on confirmation, and whether it can be undone. */
  readonly children: ReactNode;
  /** The label of the confirming button, such as `Delete document`. */
  readonly verb: string;
  /** The label of the other button, where "Cancel" would be ambiguous. */
  readonly dismissLabel?: string;
  readonly onConfirm: () => void;
}

/** Asks for confirmation before a destructive action. */
export const ConfirmDialog = ({
  trigger,
  title,
  children,
  verb,
  dismissLabel = 'Cancel',
  onConfirm,
}: ConfirmDialogProps) => (
  <DialogTrigger>
    {trigger}
    <ModalOverlay className={styles.overlay ?? ''} isDismissable>
      <Modal className={styles.modal ?? ''}>
        <Dialog role="alertdialog" className={styles.dialog ?? ''}>
          {({ close }) => (
            <>
              <Heading slot="title">{title}</Heading>
              <div>{children}</div>
              <div className={styles.actions}>
                <Button onPress={close} autoFocus>
                  {dismissLabel}
                </Button>
                <Button
                  kind="danger"
                  onPress={() => {
                    onConfirm();
                    close();
                  }}
                >
                  {verb}
                </Button>
              </div>
            </>
          )}
        </Dialog>
      </Modal>
    </ModalOverlay>
  </DialogTrigger>
);
