using System.Collections;
using System.Globalization;
using System.Reflection;
using BackupConsole.Settings;

namespace BackupConsole.Tests.Settings;

/// <summary>The README lists every setting with its default and meaning, in the words of the options classes, and no other.</summary>
public class ReadmeTests
{
    private static readonly Dictionary<string, (string Default, string Meaning)> Listed = ReadTable();

    public static TheoryData<string, string, string> Settings
    {
        get
        {
            TheoryData<string, string, string> data = [];
            foreach ((string name, string defaultValue, string meaning) in FromCode())
            {
                data.Add(name, defaultValue, meaning);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public void Every_setting_is_listed_with_its_default_and_meaning(string name, string defaultValue, string meaning)
    {
        Assert.True(Listed.TryGetValue(name, out (string Default, string Meaning) row), $"README.md does not list {name}.");
        Assert.Equal(defaultValue, row.Default);
        Assert.Equal(meaning, row.Meaning);
    }

    [Fact]
    public void No_setting_is_listed_that_does_not_exist()
    {
        Assert.Empty(Listed.Keys.Except(FromCode().Select(setting => setting.Name)));
    }

    private static IEnumerable<(string Name, string Default, string Meaning)> FromCode() =>
        from section in ConsoleSettings.Sections
        let defaults = Activator.CreateInstance(section.Value)
        from setting in SettingsReader.SettingsOf(section.Value)
        select ($"{section.Key}:{setting.Property.Name}", Format(setting.Property, defaults), setting.Setting.Meaning);

    private static string Format(PropertyInfo property, object options) => property.GetValue(options) switch
    {
        string { Length: 0 } => "",
        string text => $"`{text}`",
        IEnumerable list => string.Join(", ", list.Cast<object>().Select(entry => $"`{entry}`")),
        { } value => $"`{Convert.ToString(value, CultureInfo.InvariantCulture)}`",
        null => "",
    };

    // Rows of the table: | `Section:Name` | default | meaning |
    private static Dictionary<string, (string Default, string Meaning)> ReadTable() =>
        RepositoryFiles.Read("README.md").Split('\n')
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal) && line.Contains(':', StringComparison.Ordinal))
            .Select(line => line.Trim().Trim('|').Split(" | ").Select(cell => cell.Trim()).ToArray())
            .Where(cells => cells.Length == 3 && ConsoleSettings.Sections.Keys.Any(section => cells[0].StartsWith($"`{section}:", StringComparison.Ordinal)))
            .ToDictionary(cells => cells[0].Trim('`'), cells => (cells[1], cells[2]));
}
