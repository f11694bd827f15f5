<?php

/**
 * The classes of the plug-in and of seatbook. With Composer this file would be one line.
 *
 * It can be preloaded (opcache.preload): then FFI needs no ffi.enable=true, see the README.
 */

declare(strict_types=1);

foreach (['Texts', 'Library', 'SeatbookException', 'Options', 'Row', 'Report', 'Holder', 'Book'] as $class) {
    require_once __DIR__ . "/../src/$class.php";
}
require_once __DIR__ . '/src/Crm.php';
require_once __DIR__ . '/src/LicencesController.php';
