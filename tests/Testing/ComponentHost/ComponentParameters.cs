using System.Linq.Expressions;
using Microsoft.AspNetCore.Components;

namespace BackupConsole.Testing.ComponentHost;

/// <summary>Parameters of a component, named by its properties.</summary>
public sealed class ComponentParameters<TComponent>
    where TComponent : IComponent
{
    private readonly Dictionary<string, object?> values = [];

    internal IReadOnlyDictionary<string, object?> Values => values;

    /// <summary>Sets a parameter.</summary>
    public ComponentParameters<TComponent> Add<TValue>(Expression<Func<TComponent, TValue>> parameter, TValue value)
    {
        if (parameter.Body is not MemberExpression member)
        {
            throw new ArgumentException("Name a property of the component.", nameof(parameter));
        }

        values[member.Member.Name] = value;
        return this;
    }
}
