-- Whether known effects are applied or undone at the moment. The application's triggers do not act then.
ALTER TABLE synchrotron_capture_context ADD COLUMN applying INTEGER NOT NULL DEFAULT 0;
