namespace BackupConsole.Kubernetes.Objects;

/// <summary>What every row record has: the identity of the object it was read from.</summary>
public interface IRow
{
    /// <summary>Namespace and name.</summary>
    ObjectKey Key { get; }

    /// <summary><c>metadata.uid</c>: tells an object from a later one of the same name.</summary>
    string Uid { get; }

    /// <summary><c>metadata.resourceVersion</c>: opaque; compared for equality only.</summary>
    string ResourceVersion { get; }
}
