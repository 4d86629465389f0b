#!/usr/bin/env node
'use strict';
require('../dist/jikai.cjs');
