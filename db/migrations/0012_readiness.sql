-- A process says that it is ready when nothing is left to migrate, so the roles it connects as may look.
grant select on migration to steward_web, steward_worker;
