// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/settings_test.h"

#include "ui/settings.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

namespace salient::ui {

void SettingsTest::valuesComeBack() {
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("sub/studio.json"));
    Settings first(file);
    QVERIFY(first.problem().isEmpty());
    first.setValue(QStringLiteral("theme"), QStringLiteral("dark"));
    first.setBytes(QStringLiteral("window"), QByteArray("\x00\xff\x01", 3));
    QVERIFY(first.save());
    const Settings second(file);
    QCOMPARE(second.value(QStringLiteral("theme")), QStringLiteral("dark"));
    QCOMPARE(second.bytes(QStringLiteral("window")), QByteArray("\x00\xff\x01", 3));
}

void SettingsTest::brokenFileIsPutAsideAndSaid() {
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("studio.json"));
    QFile out(file);
    QVERIFY(out.open(QIODevice::WriteOnly));
    out.write("{\"theme\": \"dar");
    out.close();
    const Settings settings(file);
    QVERIFY(settings.problem().contains(file));
    QVERIFY(QFile::exists(file + QStringLiteral(".broken")));
    QVERIFY(!QFile::exists(file));
    QVERIFY(settings.save());
}

void SettingsTest::listsKeepTheNewestFirst() {
    QTemporaryDir folder;
    Settings settings(folder.filePath(QStringLiteral("studio.json")));
    for (const char* name : {"a", "b", "c", "a"}) {
        settings.addToList(QStringLiteral("recent"), QString::fromLatin1(name), 2);
    }
    QCOMPARE(settings.list(QStringLiteral("recent")), (QStringList{QStringLiteral("a"), QStringLiteral("c")}));
}

} // namespace salient::ui
