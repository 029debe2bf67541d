using System.Globalization;
using System.Reflection;

namespace BackupConsole.Settings;

/// <summary>
/// Reads an options class from a configuration section. Used instead of the framework's binder because that one skips names it does not
/// know (a misspelt <c>Access:Lisen</c> would silently leave the default) and reports a wrong value as a conversion error with a stack trace.
/// </summary>
public sealed class SettingsReader(IConfiguration configuration)
{
    private readonly List<string> problems = [];

    /// <summary>What was wrong so far: one sentence each.</summary>
    public IReadOnlyList<string> Problems => problems;

    /// <summary>The settings of an options class: its properties marked with <see cref="SettingAttribute"/>.</summary>
    public static IEnumerable<(PropertyInfo Property, SettingAttribute Setting)> SettingsOf(Type options) =>
        from property in options.GetProperties()
        let setting = property.GetCustomAttribute<SettingAttribute>()
        where setting is not null
        select (property, setting);

    /// <summary>Reads a section; settings that are absent keep their default, wrong ones too and are added to <see cref="Problems"/>.</summary>
    public T Read<T>(string sectionName)
        where T : new()
    {
        T options = new();
        Dictionary<string, (PropertyInfo Property, SettingAttribute Setting)> known =
            SettingsOf(typeof(T)).ToDictionary(entry => entry.Property.Name, StringComparer.OrdinalIgnoreCase);
        foreach (IConfigurationSection section in configuration.GetSection(sectionName).GetChildren())
        {
            if (!known.TryGetValue(section.Key, out (PropertyInfo Property, SettingAttribute Setting) entry))
            {
                problems.Add($"{section.Path} is not a setting; {sectionName} has {Join(known.Keys)}.");
                continue;
            }

            object? value = Parse(section, $"{sectionName}:{entry.Property.Name}", entry.Property.PropertyType, entry.Setting);
            if (value is not null)
            {
                entry.Property.SetValue(options, value);
            }
        }

        return options;
    }

    private static string Join(IEnumerable<string> names)
    {
        string[] all = [.. names];
        return all.Length < 2 ? string.Concat(all) : $"{string.Join(", ", all[..^1])} and {all[^1]}";
    }

    private object? Parse(IConfigurationSection section, string name, Type type, SettingAttribute setting)
    {
        if (type == typeof(IReadOnlyList<string>))
        {
            return ParseList(section, setting);
        }

        if (section.Value is not { } text)
        {
            problems.Add($"{name} has entries below it; it takes one value.");
            return null;
        }

        // An empty environment variable is how container files say "not set".
        return text.Length == 0 && type != typeof(string) ? null
            : type == typeof(string) ? text
            : type == typeof(int) ? ParseNumber(text, name, setting)
            : ParseName(text, name, type);
    }

    private static string[] ParseList(IConfigurationSection section, SettingAttribute setting)
    {
        char separator = setting.IsPathList ? Path.PathSeparator : ',';
        IEnumerable<string?> values = section.Value is { } text
            ? text.Split(separator)
            : section.GetChildren().Select(child => child.Value);
        return [.. values.Select(value => value?.Trim()).OfType<string>().Where(value => value.Length > 0)];
    }

    private int? ParseNumber(string text, string name, SettingAttribute setting)
    {
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
            && number >= setting.Minimum && number <= setting.Maximum)
        {
            return number;
        }

        problems.Add($"{name} is \"{text}\"; allowed are whole numbers from {setting.Minimum} to {setting.Maximum}.");
        return null;
    }

    private object? ParseName(string text, string name, Type type)
    {
        // Names only: Enum.TryParse alone would also take numbers and sums of names.
        string? match = Enum.GetNames(type).FirstOrDefault(candidate => candidate.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (match is not null)
        {
            return Enum.Parse(type, match);
        }

        problems.Add($"{name} is \"{text}\"; allowed are {Join(Enum.GetNames(type))}.");
        return null;
    }
}
